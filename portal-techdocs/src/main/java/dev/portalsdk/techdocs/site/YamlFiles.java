package dev.portalsdk.techdocs.site;

import dev.portalsdk.model.Validated;
import dev.portalsdk.model.yaml.YamlDocument;
import dev.portalsdk.model.yaml.YamlDocuments;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Parses configuration files, and remembers each by its bytes: a long {@code nav} is the slowest part of looking again. */
final class YamlFiles {

    private static final int MAX_REMEMBERED = 1_000;

    private record Parsed(ByteBuffer content, Validated<List<YamlDocument>> documents) {}

    private final Map<String, Parsed> byName = new ConcurrentHashMap<>();

    Validated<List<YamlDocument>> read(String name, byte[] content) {
        Parsed known = byName.get(name);
        if (known != null && known.content().equals(ByteBuffer.wrap(content))) {
            return known.documents();
        }
        Validated<List<YamlDocument>> documents = YamlDocuments.create().read(name, content);
        if (byName.size() < MAX_REMEMBERED) {
            byName.put(name, new Parsed(ByteBuffer.wrap(content), documents));
        }
        return documents;
    }
}
