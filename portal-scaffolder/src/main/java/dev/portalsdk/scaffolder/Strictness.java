package dev.portalsdk.scaffolder;

/**
 * What fails a step here and does not in Backstage, or the other way round.
 *
 * @param failsOnTemplateError whether an expression that cannot be evaluated does
 * @param skipsWhatCannotSimulate whether a dry run passes over actions that cannot simulate, instead of failing
 */
record Strictness(boolean failsOnTemplateError, boolean skipsWhatCannotSimulate) {}
