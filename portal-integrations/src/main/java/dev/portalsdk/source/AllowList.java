package dev.portalsdk.source;

import dev.portalsdk.config.Config;
import dev.portalsdk.integration.WebUrl;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The web servers that may be read: {@code backend.reading.allow}.
 *
 * <p>As Backstage's FetchUrlReader: {@code *.example.com} allows every host below example.com but not itself; a host without a
 * port allows only the scheme's own, {@code host:8000-8010} a range; {@code paths} are prefixes of the normalised path.
 */
final class AllowList {
    private static final Pattern HOST =
            Pattern.compile("(\\*\\.)?([^:/\\s*\\\\?#@]+|\\[[0-9a-fA-F:.]+])(?::(\\d{1,5})(?:-(\\d{1,5}))?)?");

    private final List<Entry> entries;

    AllowList(List<Entry> entries) {
        this.entries = List.copyOf(entries);
    }

    /** @throws dev.portalsdk.config.ConfigException if an item has no usable host */
    static AllowList of(Config config) {
        List<Entry> entries = new ArrayList<>();
        for (Config item : config.list("backend.reading.allow")) {
            String host = item.requireString("host");
            entries.add(Entry.parse(host, item.strings("paths"))
                    .orElseThrow(() -> item.invalid(
                            "host",
                            "a host like example.com, *.example.com, example.com:8080 or example.com:8000-8010")));
        }
        return new AllowList(entries);
    }

    AllowList and(AllowList more) {
        List<Entry> all = new ArrayList<>(entries);
        all.addAll(more.entries);
        return new AllowList(all);
    }

    boolean allows(WebUrl url) {
        return entries.stream().anyMatch(entry -> entry.allows(url));
    }

    /** Whether an entry has the host by its own name, not by a wildcard. */
    boolean names(WebUrl url) {
        return entries.stream().anyMatch(entry -> !entry.below() && entry.allows(url));
    }

    /** @param port 0 for the scheme's own */
    record Entry(String host, boolean below, int port, int lastPort, List<String> paths) {
        static Optional<Entry> parse(String text, List<String> paths) {
            Matcher matcher = HOST.matcher(text.strip().toLowerCase(Locale.ROOT));
            if (!matcher.matches()) {
                return Optional.empty();
            }
            int port = matcher.group(3) == null ? 0 : Integer.parseInt(matcher.group(3));
            int last = matcher.group(4) == null ? port : Integer.parseInt(matcher.group(4));
            boolean validPorts = matcher.group(3) == null || (port > 0 && port <= last && last <= 65535);
            return validPorts
                    ? Optional.of(new Entry(matcher.group(2), matcher.group(1) != null, port, last, List.copyOf(paths)))
                    : Optional.empty();
        }

        boolean allows(WebUrl url) {
            boolean sameHost =
                    below ? url.host().endsWith("." + host) : url.host().equals(host);
            BooleanSupplier samePort = () ->
                    port == 0 ? url.port().isEmpty() : url.effectivePort() >= port && url.effectivePort() <= lastPort;
            return sameHost
                    && samePort.getAsBoolean()
                    && (paths.isEmpty() || paths.stream().anyMatch(url.path()::startsWith));
        }
    }
}
