package dev.portalsdk.scaffolder.template;

import java.time.Duration;

/**
 * What one rendering may cost; beyond it ends with a {@link TemplateException} of kind {@code LIMIT}. Immutable.
 *
 * <p>Limits are checked between steps of the interpreter. They keep a template from running or growing without end; they are no memory
 * sandbox.
 *
 * <pre>
 * TemplateLimits limits = TemplateLimits.builder().steps(100_000).time(Duration.ofSeconds(1)).build();
 * </pre>
 */
public final class TemplateLimits {
    /** 4 Mi characters of source, a million steps, 16 Mi characters of output, 32 Mi characters made in all, 5 seconds. */
    public static final TemplateLimits DEFAULT = builder().build();

    // The stack would not hold more.
    private static final int MAX_DEPTH = 500;

    private final int sourceChars;
    private final long steps;
    private final int nesting;
    private final int macroDepth;
    private final int outputChars;
    private final int valueChars;
    private final long madeChars;
    private final int listSize;
    private final int filterCalls;
    private final Duration time;

    private TemplateLimits(Builder builder) {
        this.sourceChars = builder.sourceChars;
        this.steps = builder.steps;
        this.nesting = builder.nesting;
        this.macroDepth = builder.macroDepth;
        this.outputChars = builder.outputChars;
        this.valueChars = builder.valueChars;
        this.madeChars = builder.madeChars;
        this.listSize = builder.listSize;
        this.filterCalls = builder.filterCalls;
        this.time = builder.time;
    }

    /** Starts with {@link #DEFAULT}. */
    public static Builder builder() {
        return new Builder();
    }

    /** Starts with these limits. */
    public Builder toBuilder() {
        Builder builder = new Builder();
        builder.sourceChars = sourceChars;
        builder.steps = steps;
        builder.nesting = nesting;
        builder.macroDepth = macroDepth;
        builder.outputChars = outputChars;
        builder.valueChars = valueChars;
        builder.madeChars = madeChars;
        builder.listSize = listSize;
        builder.filterCalls = filterCalls;
        builder.time = time;
        return builder;
    }

    /** See {@link Builder#sourceChars}. */
    public int sourceChars() {
        return sourceChars;
    }

    /** See {@link Builder#steps}. */
    public long steps() {
        return steps;
    }

    /** See {@link Builder#nesting}. */
    public int nesting() {
        return nesting;
    }

    /** See {@link Builder#macroDepth}. */
    public int macroDepth() {
        return macroDepth;
    }

    /** See {@link Builder#outputChars}. */
    public int outputChars() {
        return outputChars;
    }

    /** See {@link Builder#valueChars}. */
    public int valueChars() {
        return valueChars;
    }

    /** See {@link Builder#madeChars}. */
    public long madeChars() {
        return madeChars;
    }

    /** See {@link Builder#listSize}. */
    public int listSize() {
        return listSize;
    }

    /** See {@link Builder#filterCalls}. */
    public int filterCalls() {
        return filterCalls;
    }

    /** See {@link Builder#time}. */
    public Duration time() {
        return time;
    }

    /** Sets limits; for one thread. Every one of them refuses what is not positive with an {@link IllegalArgumentException}. */
    public static final class Builder {
        private int sourceChars = 4 << 20;
        private long steps = 1_000_000;
        private int nesting = 200;
        private int macroDepth = 100;
        private int outputChars = 16 << 20;
        private int valueChars = 4 << 20;
        private long madeChars = 32 << 20;
        private int listSize = 100_000;
        private int filterCalls = 4_096;
        private Duration time = Duration.ofSeconds(5);

        private Builder() {}

        /** How long a template's text may be; 4 Mi characters unless set. */
        public Builder sourceChars(int most) {
            this.sourceChars = (int) positive("sourceChars", most);
            return this;
        }

        /** How many expressions and tags may be evaluated, characters read by regular expressions and values copied; a million unless set. */
        public Builder steps(long most) {
            this.steps = positive("steps", most);
            return this;
        }

        /** How deep expressions, tags and values may be nested, 1..500; 200 unless set. */
        public Builder nesting(int most) {
            this.nesting = depth("nesting", most);
            return this;
        }

        /** How deep macros may call one another, 1..500; 100 unless set. */
        public Builder macroDepth(int most) {
            this.macroDepth = depth("macroDepth", most);
            return this;
        }

        /** How long the result may be; 16 Mi characters unless set. */
        public Builder outputChars(int most) {
            this.outputChars = (int) positive("outputChars", most);
            return this;
        }

        /** How long one text in between may be; 4 Mi characters unless set. */
        public Builder valueChars(int most) {
            this.valueChars = (int) positive("valueChars", most);
            return this;
        }

        /** How many characters all texts made on the way and the output may have together; 32 Mi unless set. */
        public Builder madeChars(long most) {
            this.madeChars = positive("madeChars", most);
            return this;
        }

        /** How many elements one list may have, also one of {@code range}; 100,000 unless set. */
        public Builder listSize(int most) {
            this.listSize = (int) positive("listSize", most);
            return this;
        }

        /** How often filters may be called; 4,096 times unless set. */
        public Builder filterCalls(int most) {
            this.filterCalls = (int) positive("filterCalls", most);
            return this;
        }

        /** How long it may take by the clock on the wall; 5 seconds unless set. */
        public Builder time(Duration most) {
            if (most.isNegative() || most.isZero()) {
                throw new IllegalArgumentException("The template limit time must be positive, not " + most);
            }
            this.time = most;
            return this;
        }

        private static long positive(String limit, long most) {
            if (most < 1) {
                throw new IllegalArgumentException("The template limit " + limit + " must be positive, not " + most);
            }
            return most;
        }

        private static int depth(String limit, int most) {
            if (most < 1 || most > MAX_DEPTH) {
                throw new IllegalArgumentException(
                        "The template limit " + limit + " must be 1.." + MAX_DEPTH + ", not " + most);
            }
            return most;
        }

        /** The limits. */
        public TemplateLimits build() {
            return new TemplateLimits(this);
        }
    }
}
