package dev.portalsdk.model.check;

import dev.portalsdk.model.Diagnostic;
import dev.portalsdk.model.EntityRef;
import dev.portalsdk.model.SourceLocation;
import dev.portalsdk.model.Validated;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * Findings that are known and put up with for now, so that only new ones count. Immutable.
 *
 * <p>Its file is JSON (or YAML) with one finding to a line, in an order that does not depend on how they were found:
 *
 * <pre>{@code
 * {"findings": [
 *   {"rule": "dangling-ref", "entity": "component:default/web", "pointer": "/spec/owner", "detail": "team-z"}
 * ]}
 * }</pre>
 *
 * <p>An entry waives every finding with the same {@link FindingKey}. Where no entity could be told it names the {@code source}, relative to the
 * directory of the baseline's file.
 */
public final class Baseline {
    private final Map<FindingKey, Optional<SourceLocation>> entries; // sources are absolute

    Baseline(Map<FindingKey, Optional<SourceLocation>> entries) {
        this.entries = Collections.unmodifiableMap(new TreeMap<>(entries));
    }

    /** The baseline that waives these findings. */
    public static Baseline of(Collection<Diagnostic> findings) {
        Map<FindingKey, Optional<SourceLocation>> entries = new TreeMap<>();
        findings.forEach(finding -> entries.put(key(finding), Optional.empty()));
        return new Baseline(entries);
    }

    /**
     * Reads a baseline file.
     *
     * @return the baseline of the entries that could be read; findings of rules {@code baseline}, {@code yaml} and {@code limit} for the others
     * @throws IOException if the file cannot be read
     */
    public static Validated<Baseline> read(Path file) throws IOException {
        return new BaselineFile(file).read();
    }

    /**
     * Writes a baseline file, which {@link #read} reads; replaces what was there.
     *
     * @throws IOException if the file cannot be written
     */
    public void write(Path file) throws IOException {
        new BaselineFile(file).write(entries.keySet());
    }

    /** Number of entries. */
    public int size() {
        return entries.size();
    }

    /** Whether it waives a finding. */
    public boolean waives(Diagnostic finding) {
        return !entries.isEmpty() && entries.containsKey(key(finding));
    }

    /**
     * The entries that match none of these findings, as findings of rule {@code stale-baseline} at their places in the file.
     *
     * @param applied whether a rule was applied: of one that is switched off nothing can be said
     */
    List<Diagnostic> stale(Collection<Diagnostic> findings, Predicate<String> applied) {
        if (entries.isEmpty()) {
            return List.of();
        }
        Set<FindingKey> found = new HashSet<>();
        findings.forEach(finding -> found.add(key(finding)));
        List<Diagnostic> stale = new ArrayList<>();
        entries.forEach((key, place) -> {
            if (!found.contains(key) && applied.test(key.ruleId())) {
                stale.add(stale(key, place));
            }
        });
        return stale;
    }

    private static Diagnostic stale(FindingKey key, Optional<SourceLocation> place) {
        String subject = key.entity().map(EntityRef::toString).orElse(key.source());
        String message = "The baseline waives " + key.ruleId() + " of " + subject + " (" + Wording.quoted(key.detail())
                + "), but nothing of that kind is found any more";
        Diagnostic.Builder finding =
                Diagnostic.info(CheckRule.STALE_BASELINE.id(), message).hint("remove the entry");
        place.ifPresent(finding::at);
        return finding.build();
    }

    private static FindingKey key(Diagnostic finding) {
        FindingKey key = FindingKey.of(finding);
        return key.withSource(SourcePaths.absolute(key.source()));
    }
}
