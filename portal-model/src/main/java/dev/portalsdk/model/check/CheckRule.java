package dev.portalsdk.model.check;

import static dev.portalsdk.model.Severity.ERROR;
import static dev.portalsdk.model.Severity.INFO;
import static dev.portalsdk.model.Severity.WARNING;

import dev.portalsdk.model.Severity;
import java.util.List;

/**
 * A rule that findings name, as reports list it.
 *
 * @param id in kebab case; stable, so that it can be configured and waived
 * @param severity what its findings have unless it is configured otherwise; the gravest, if it has several
 * @param description what it finds, in one sentence
 */
public record CheckRule(String id, Severity severity, String description) {
    /** A reference to an entity that does not exist. */
    public static final CheckRule DANGLING_REF =
            new CheckRule("dangling-ref", WARNING, "A reference leads to an entity that does not exist.");

    /** A reference to an entity of a kind that makes no sense there, e.g. a component as owner. */
    public static final CheckRule WRONG_KIND_REF = new CheckRule(
            "wrong-kind-ref", WARNING, "A reference leads to an entity of a kind that its field is not for.");

    /** Entities that are part of, depend on, or are children of themselves by way of others. */
    public static final CheckRule CYCLE = new CheckRule(
            "cycle", WARNING, "References that make a hierarchy or a dependency lead back to their start.");

    /** Two entities with one ref. */
    public static final CheckRule DUPLICATE_REF =
            new CheckRule("duplicate-ref", ERROR, "Several descriptors define the same entity.");

    /** A group or user that nothing refers to. */
    public static final CheckRule UNREFERENCED =
            new CheckRule("unreferenced", INFO, "Nothing refers to a group or user.");

    /** A tag that looks like a misspelt other one. */
    public static final CheckRule UNUSUAL_TAG =
            new CheckRule("unusual-tag", INFO, "A tag is used once and looks like one that is used often.");

    /** A waiver annotation that names a rule which does not exist but almost does. */
    public static final CheckRule UNKNOWN_WAIVER =
            new CheckRule("unknown-waiver", INFO, "An annotation waives a rule that is not known.");

    /** A baseline entry that matches nothing any more. */
    public static final CheckRule STALE_BASELINE =
            new CheckRule("stale-baseline", INFO, "An entry of the baseline matches no finding any more.");

    /** A file that cannot be read. */
    public static final CheckRule UNREADABLE =
            new CheckRule("unreadable", ERROR, "A file or directory cannot be read.");

    /** A check that looked at nothing. */
    public static final CheckRule NOTHING_TO_CHECK =
            new CheckRule("nothing-to-check", ERROR, "There was no descriptor to check.");

    /** A host's rule that threw. */
    public static final CheckRule FAILED_RULE = new CheckRule("failed-rule", ERROR, "A rule failed by itself.");

    private static final List<CheckRule> STANDARD = List.of(
            DANGLING_REF,
            WRONG_KIND_REF,
            CYCLE,
            DUPLICATE_REF,
            UNREFERENCED,
            UNUSUAL_TAG,
            UNKNOWN_WAIVER,
            STALE_BASELINE,
            UNREADABLE,
            NOTHING_TO_CHECK,
            FAILED_RULE,
            new CheckRule("failed-policy", ERROR, "A policy failed by itself."),
            new CheckRule("baseline", ERROR, "A baseline file is not as it was written."),
            new CheckRule("ref-snapshot", ERROR, "A line of a snapshot is no entity reference."),
            new CheckRule("yaml", ERROR, "A file is not YAML, or a key stands twice in a mapping."),
            new CheckRule("limit", ERROR, "A file is larger or more complex than is allowed."),
            new CheckRule("not-a-mapping", ERROR, "A document is not a mapping."),
            new CheckRule("envelope", ERROR, "A document lacks the shape that all kinds share."),
            new CheckRule("unknown-root-field", ERROR, "A document has a field at its root that no entity has."),
            new CheckRule(
                    "field-format", ERROR, "A name, label, tag or another value has not the form that it must have."),
            new CheckRule("unknown-kind", ERROR, "A kind is not known."),
            new CheckRule("unknown-api-version", ERROR, "A kind is known, but not in this apiVersion."),
            new CheckRule("schema", ERROR, "A field is not as the schema of its kind says."),
            new CheckRule("annotation", ERROR, "An annotation is not as its declaration says."),
            new CheckRule("entity-ref", ERROR, "A text is no entity reference."),
            new CheckRule("relation-field", WARNING, "A value makes no relation, as it is no text."),
            new CheckRule("unknown-field", WARNING, "A field is not known and looks like one that is."),
            new CheckRule("unusual-value", WARNING, "A value looks like a misspelt well-known one."));

    /** The rules of this package, and those of reading and validating with the standard policies. */
    public static List<CheckRule> standard() {
        return STANDARD;
    }
}
