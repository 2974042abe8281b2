package dev.portalsdk.catalog.discovery;

import dev.portalsdk.catalog.run.ProviderMemory;
import dev.portalsdk.catalog.run.ProviderState;
import dev.portalsdk.model.LocationRef;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * At which revision each location was when a provider last looked. Kept in the provider's memory, so that whatever node looks next knows it, also after
 * a restart.
 *
 * <p>Locations are known by a hash, in sixteen texts by its first digit, of which only those are written that changed: room for some 290,000 locations.
 */
final class SeenRevisions {
    private static final List<String> DIGITS = List.of("0123456789abcdef".split(""));
    private static final String KEY = "revisions/";
    private static final int HASH_DIGITS = 16;

    private final ProviderMemory memory;
    private final Map<String, ProviderState.Entry> parts = new HashMap<>();
    private final Map<String, String> byHash = new HashMap<>();

    private SeenRevisions(ProviderMemory memory) {
        this.memory = memory;
    }

    static SeenRevisions load(ProviderMemory memory) {
        SeenRevisions seen = new SeenRevisions(memory);
        for (String digit : DIGITS) {
            memory.find(KEY + digit).ifPresent(part -> {
                seen.parts.put(digit, part);
                part.text().lines().forEach(seen::add);
            });
        }
        return seen;
    }

    private void add(String line) {
        byHash.put(line.substring(0, HASH_DIGITS), line.substring(HASH_DIGITS));
    }

    /** Empty if the location was not there. */
    Optional<String> of(LocationRef location) {
        return Optional.ofNullable(byHash.get(hash(location)));
    }

    /** These are all there are now. */
    void save(Map<LocationRef, String> revisions) {
        Map<String, String> lines = new TreeMap<>();
        revisions.forEach((location, revision) -> lines.put(hash(location), revision));
        Map<String, StringBuilder> texts = new HashMap<>();
        lines.forEach((hash, revision) -> texts.computeIfAbsent(hash.substring(0, 1), digit -> new StringBuilder())
                .append(hash)
                .append(revision)
                .append('\n'));
        for (String digit : DIGITS) {
            save(digit, texts.getOrDefault(digit, new StringBuilder()).toString());
        }
    }

    /** What does not fit is not kept: then those locations are read again, which costs requests and nothing else. */
    private void save(String digit, String text) {
        Optional<ProviderState.Entry> before = Optional.ofNullable(parts.get(digit));
        boolean same = before.map(ProviderState.Entry::text).orElse("").equals(text);
        if (!same && text.length() <= ProviderState.MAX_TEXT) {
            memory.replace(
                    KEY + digit,
                    text,
                    before.map(ProviderState.Entry::generation).orElse(0L));
        }
    }

    private static String hash(LocationRef location) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256")
                    .digest(location.toString().getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, HASH_DIGITS / 2);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
