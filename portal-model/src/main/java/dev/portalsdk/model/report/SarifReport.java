package dev.portalsdk.model.report;

import dev.portalsdk.model.Diagnostic;
import dev.portalsdk.model.Severity;
import dev.portalsdk.model.Value;
import dev.portalsdk.model.check.CheckRule;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * SARIF 2.1.0, which code hosts and editors show beside the code.
 *
 * <p>Paths below the base are relative URIs to be resolved against {@code %SRCROOT%}, so that the report is the same on every machine. Results have a fingerprint
 * that survives moves of lines. Results come in the order of their places, one to a line.
 */
public final class SarifReport implements FindingReport {
    private static final String BASE_ID = "%SRCROOT%";
    private static final Map<String, CheckRule> KNOWN =
            CheckRule.standard().stream().collect(Collectors.toMap(CheckRule::id, Function.identity()));

    private final Path base;

    private SarifReport(Path base) {
        this.base = base;
    }

    /**
     * A report for the files of a directory.
     *
     * @param base what paths are relative to, usually the root of the repository
     */
    public static SarifReport under(Path base) {
        return new SarifReport(base);
    }

    @Override
    public void append(Collection<Diagnostic> findings, Appendable out) throws IOException {
        List<Diagnostic> sorted = findings.stream().sorted(Diagnostic.BY_PLACE).toList();
        Map<String, Severity> levels = levels(sorted);
        Map<String, Integer> numbers = new HashMap<>();
        levels.keySet().forEach(id -> numbers.put(id, numbers.size()));
        out.append(
                "{\"$schema\":\"https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json\",\n");
        out.append("\"version\":\"2.1.0\",\n\"runs\":[{\"tool\":{\"driver\":{\"name\":\"Portal SDK\",\"rules\":[");
        separated(levels.entrySet(), rule -> rule(rule.getKey(), rule.getValue()), out);
        out.append("\n]}},\n\"columnKind\":\"unicodeCodePoints\",\n\"results\":[");
        SarifResults results = new SarifResults(new SourceUris(base), BASE_ID, numbers);
        separated(sorted, results::of, out);
        out.append("\n]}]}\n");
    }

    private static <T> void separated(Collection<T> items, Function<T, Value> form, Appendable out) throws IOException {
        String separator = "\n";
        for (T item : items) {
            out.append(separator).append(FindingValues.json(form.apply(item)));
            separator = ",\n";
        }
    }

    /** The rules of the findings in alphabetical order: with the severity that they are known to have, else the worst that was found. */
    private static Map<String, Severity> levels(List<Diagnostic> findings) {
        Map<String, Severity> levels = new TreeMap<>();
        for (Diagnostic finding : findings) {
            levels.merge(finding.ruleId(), finding.severity(), (a, b) -> a.compareTo(b) > 0 ? a : b);
        }
        levels.replaceAll((id, worst) ->
                Optional.ofNullable(KNOWN.get(id)).map(CheckRule::severity).orElse(worst));
        return levels;
    }

    private static Value rule(String id, Severity severity) {
        Value.Obj.Builder rule = Value.Obj.builder().put("id", id);
        Optional.ofNullable(KNOWN.get(id))
                .ifPresent(known -> rule.put("shortDescription", Value.Obj.of("text", known.description())));
        return rule.put("defaultConfiguration", Value.Obj.of("level", SarifResults.level(severity)))
                .build();
    }
}
