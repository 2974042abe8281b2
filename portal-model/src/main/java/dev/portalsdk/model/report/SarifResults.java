package dev.portalsdk.model.report;

import dev.portalsdk.model.Diagnostic;
import dev.portalsdk.model.EntityRef;
import dev.portalsdk.model.Severity;
import dev.portalsdk.model.SourceLocation;
import dev.portalsdk.model.Value;
import dev.portalsdk.model.check.FindingKey;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.regex.Pattern;

/** The results of a SARIF run. */
final class SarifResults {
    // What section 3.11.5 would take for a placeholder.
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{([0-9]+)\\}");

    private final SourceUris uris;
    private final String baseId;
    private final Map<String, Integer> rules;

    SarifResults(SourceUris uris, String baseId, Map<String, Integer> rules) {
        this.uris = uris;
        this.baseId = baseId;
        this.rules = rules;
    }

    Value of(Diagnostic finding) {
        Value.Obj.Builder result = Value.Obj.builder()
                .put("ruleId", finding.ruleId())
                .put("ruleIndex", rules.getOrDefault(finding.ruleId(), -1))
                .put("level", level(finding.severity()))
                .put("message", Value.Obj.of("text", text(finding.messageWithHint())));
        Value.Obj location = location(finding);
        if (!location.isEmpty()) {
            result.put("locations", Value.Arr.of(location));
        }
        result.put("partialFingerprints", Value.Obj.of("portalFinding/v1", fingerprint(finding)));
        return result.put("properties", properties(finding)).build();
    }

    /** The level of a severity (section 3.27.10). */
    static String level(Severity severity) {
        return switch (severity) {
            case ERROR -> "error";
            case WARNING -> "warning";
            case INFO -> "note";
        };
    }

    /** Escapes what a reader would take for a placeholder or an embedded link (sections 3.11.5 and 3.11.6). */
    private static String text(String message) {
        return PLACEHOLDER.matcher(message).replaceAll("{{$1}}").replace("](", "] (");
    }

    private Value.Obj location(Diagnostic finding) {
        Value.Obj.Builder location = Value.Obj.builder();
        finding.location().ifPresent(at -> location.put("physicalLocation", physical(at)));
        finding.entity().ifPresent(ref -> location.put("logicalLocations", Value.Arr.of(logical(ref))));
        return location.build();
    }

    private Value physical(SourceLocation at) {
        String uri = uris.uri(at.source());
        Value.Obj artifact = Value.Obj.of("uri", uri);
        if (SourceUris.isRelative(uri)) {
            artifact = artifact.with("uriBaseId", Value.Str.of(baseId));
        }
        return Value.Obj.of(
                "artifactLocation",
                artifact,
                "region",
                Value.Obj.of("startLine", at.line(), "startColumn", at.column()));
    }

    private static Value logical(EntityRef ref) {
        return Value.Obj.of("fullyQualifiedName", ref.toString());
    }

    private static Value properties(Diagnostic finding) {
        Value.Obj.Builder properties = Value.Obj.builder().put("pointer", finding.pointer());
        finding.found().ifPresent(value -> properties.put("found", FindingValues.cut(value)));
        finding.expected().ifPresent(text -> properties.put("expected", text));
        return properties.build();
    }

    /** A hash of what survives moves of lines; the same on every machine. */
    private String fingerprint(Diagnostic finding) {
        FindingKey key = FindingKey.of(finding);
        String source = key.source().isEmpty() ? "" : uris.uri(key.source());
        String text = String.join(
                "\n",
                key.ruleId(),
                key.entity().map(EntityRef::toString).orElse(""),
                source,
                key.pointer(),
                key.detail());
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(Arrays.copyOf(hash, 16));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }
}
