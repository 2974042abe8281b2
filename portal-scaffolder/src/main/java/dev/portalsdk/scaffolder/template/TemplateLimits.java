package dev.portalsdk.scaffolder.template;

import java.time.Duration;

/**
 * What one rendering may cost; beyond it ends with a {@link TemplateException} of kind {@code LIMIT}.
 *
 * <p>Limits are checked between steps of the interpreter. They keep a template from running or growing without end; they are no memory
 * sandbox.
 *
 * @param sourceChars length of a template's text
 * @param steps evaluated expressions and tags, characters read by regular expressions and values copied
 * @param nesting depth of expressions, tags and values
 * @param macroDepth macros that call one another
 * @param outputChars length of the result
 * @param valueChars length of one text in between
 * @param madeChars characters of all texts made on the way and of the output, together
 * @param listSize elements of one list, also of {@code range}
 * @param filterCalls calls of filters
 * @param time wall clock time
 */
public record TemplateLimits(
        int sourceChars,
        long steps,
        int nesting,
        int macroDepth,
        int outputChars,
        int valueChars,
        long madeChars,
        int listSize,
        int filterCalls,
        Duration time) {

    /** 4 Mi characters of source, a million steps, 16 Mi characters of output, 32 Mi characters made in all, 5 seconds. */
    public static final TemplateLimits DEFAULT = new TemplateLimits(
            4 << 20, 1_000_000, 200, 100, 16 << 20, 4 << 20, 32 << 20, 100_000, 4_096, Duration.ofSeconds(5));

    /** @throws IllegalArgumentException if a limit is not positive; for nesting and macroDepth if it is above 500, which the stack would not hold */
    public TemplateLimits {
        long least = Math.min(Math.min(sourceChars, steps), Math.min(outputChars, valueChars));
        if (Math.min(Math.min(least, madeChars), Math.min(listSize, filterCalls)) < 1
                || time.isNegative()
                || time.isZero()) {
            throw new IllegalArgumentException("Every template limit must be positive");
        }
        if (nesting < 1 || nesting > 500 || macroDepth < 1 || macroDepth > 500) {
            throw new IllegalArgumentException("nesting and macroDepth must be 1..500: " + nesting + ", " + macroDepth);
        }
    }

    /** These limits with another number of steps. */
    public TemplateLimits withSteps(long more) {
        return new TemplateLimits(
                sourceChars,
                more,
                nesting,
                macroDepth,
                outputChars,
                valueChars,
                madeChars,
                listSize,
                filterCalls,
                time);
    }

    /** These limits with another time. */
    public TemplateLimits withTime(Duration more) {
        return new TemplateLimits(
                sourceChars,
                steps,
                nesting,
                macroDepth,
                outputChars,
                valueChars,
                madeChars,
                listSize,
                filterCalls,
                more);
    }

    /** These limits with another number of filter calls. */
    public TemplateLimits withFilterCalls(int more) {
        return new TemplateLimits(
                sourceChars, steps, nesting, macroDepth, outputChars, valueChars, madeChars, listSize, more, time);
    }

    /** These limits with another number of characters made in all. */
    public TemplateLimits withMadeChars(long more) {
        return new TemplateLimits(
                sourceChars, steps, nesting, macroDepth, outputChars, valueChars, more, listSize, filterCalls, time);
    }
}
