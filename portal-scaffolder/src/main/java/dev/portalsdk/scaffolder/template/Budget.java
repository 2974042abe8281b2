package dev.portalsdk.scaffolder.template;

/** What is left of the limits during one rendering; for one thread. */
final class Budget {
    private static final int CLOCK_EVERY = 1_024;

    private final TemplateLimits limits;
    private final long deadline;
    private long steps;
    private long made;
    /** The text that was counted last, character by character as it was made. */
    private String counted = "";

    private int filterCalls;
    private int macroDepth;

    Budget(TemplateLimits limits) {
        this.limits = limits;
        this.deadline = System.nanoTime() + limits.time().toNanos();
    }

    TemplateLimits limits() {
        return limits;
    }

    void step() {
        steps++;
        if (steps > limits.steps()) {
            throw new LimitReached("more than " + limits.steps() + " steps");
        }
        if (steps % CLOCK_EVERY == 0 && System.nanoTime() - deadline > 0) {
            throw new LimitReached("more than " + limits.time().toMillis() + " ms");
        }
    }

    void steps(int count) {
        steps += count;
        step();
    }

    void filterCall() {
        if (++filterCalls > limits.filterCalls()) {
            throw new LimitReached("more than " + limits.filterCalls() + " filter calls");
        }
    }

    void enterMacro() {
        if (++macroDepth > limits.macroDepth()) {
            throw new LimitReached("macros call one another more than " + limits.macroDepth() + " deep");
        }
    }

    void leaveMacro() {
        macroDepth--;
    }

    void depth(int depth) {
        if (depth > limits.nesting()) {
            throw new LimitReached("a value is nested more than " + limits.nesting() + " deep");
        }
    }

    void listSize(long size) {
        if (size > limits.listSize()) {
            throw new LimitReached("a list of more than " + limits.listSize() + " elements");
        }
    }

    void textLength(long length) {
        if (length > limits.valueChars()) {
            throw new LimitReached("a text of more than " + limits.valueChars() + " characters");
        }
    }

    /** Counts a text that is the result of a filter, method or operator, unless its making was counted. */
    @SuppressWarnings("ReferenceEquality") // the same object, not the same text
    void result(Object value) {
        if (value instanceof JsArray list) {
            listSize(list.size());
            steps(list.size());
        } else if (Js.isText(value) && value.toString() != counted) {
            counted = value.toString();
            textLength(counted.length());
            made(counted.length());
        }
    }

    /** Counts characters that take up memory, or did. */
    void made(int chars) {
        made += chars;
        if (made > limits.madeChars()) {
            throw new LimitReached("more than " + limits.madeChars() + " characters made in all");
        }
    }

    void outputLength(long length) {
        if (length > limits.outputChars()) {
            throw new LimitReached("more than " + limits.outputChars() + " characters of output");
        }
    }

    /** A builder for one text that may not grow beyond its limit. */
    Text text() {
        return new Text();
    }

    /** Text in the making. */
    final class Text {
        private final StringBuilder text = new StringBuilder();

        Text append(CharSequence more) {
            textLength((long) text.length() + more.length());
            made(more.length());
            text.append(more);
            return this;
        }

        Text append(CharSequence more, int from, int to) {
            textLength((long) text.length() + (to - from));
            made(to - from);
            text.append(more, from, to);
            return this;
        }

        Text append(char more) {
            textLength(text.length() + 1L);
            made(1);
            text.append(more);
            return this;
        }

        Text repeat(CharSequence more, long times) {
            long chars = Math.max(0, times) * more.length();
            textLength(text.length() + chars);
            made((int) chars);
            for (long i = 0; i < times && chars > 0; i++) {
                text.append(more);
            }
            return this;
        }

        @Override
        public String toString() {
            counted = text.toString();
            return counted;
        }
    }

    /** Unwinds to where a place is known; never leaves the package. */
    static final class LimitReached extends RuntimeException {
        private static final long serialVersionUID = 1L;

        LimitReached(String message) {
            super(message, null, false, false);
        }
    }
}
