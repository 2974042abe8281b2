package dev.portalsdk.model.check;

import dev.portalsdk.model.Diagnostic;
import dev.portalsdk.model.EntityRef;
import dev.portalsdk.model.SourceLocation;
import dev.portalsdk.model.Value;
import java.util.Comparator;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What makes two findings of different days the same: not the line they stand in, nor their place in an array.
 *
 * @param ruleId which rule found it
 * @param entity the entity that it concerns
 * @param source path or URL of the file if no entity could be told, else empty
 * @param pointer JSON pointer with {@code *} for each array index
 * @param detail the value at fault, or, if there is none, the message
 */
public record FindingKey(String ruleId, Optional<EntityRef> entity, String source, String pointer, String detail)
        implements Comparable<FindingKey> {
    private static final Comparator<FindingKey> ORDER = Comparator.comparing(
                    (FindingKey key) -> key.entity().orElse(null), Comparator.nullsFirst(Comparator.naturalOrder()))
            .thenComparing(FindingKey::source)
            .thenComparing(FindingKey::ruleId)
            .thenComparing(FindingKey::pointer)
            .thenComparing(FindingKey::detail);
    private static final Pattern INDEX = Pattern.compile("/[0-9]+(?=/|$)");
    private static final int MAX_DETAIL = 200;

    /** The key of a finding. */
    public static FindingKey of(Diagnostic finding) {
        boolean known = finding.entity().isPresent();
        String source = finding.location().map(SourceLocation::source).orElse("");
        String pointer = INDEX.matcher(finding.pointer()).replaceAll("/*");
        String detail = finding.found().map(FindingKey::text).orElse(finding.message());
        return new FindingKey(finding.ruleId(), finding.entity(), known ? "" : source, pointer, cut(detail));
    }

    /** This key with the source written in another way. */
    public FindingKey withSource(String other) {
        return new FindingKey(ruleId, entity, other, pointer, detail);
    }

    private static String text(Value value) {
        boolean container = value instanceof Value.Obj || value instanceof Value.Arr;
        return container ? value.typeName() : value.asString().orElseGet(value::toString);
    }

    private static String cut(String text) {
        return text.codePointCount(0, text.length()) <= MAX_DETAIL
                ? text
                : text.substring(0, text.offsetByCodePoints(0, MAX_DETAIL)) + "…";
    }

    /** By entity, source, rule, pointer and detail. */
    @Override
    public int compareTo(FindingKey other) {
        return ORDER.compare(this, other);
    }
}
