package dev.portalsdk.config;

import dev.portalsdk.config.ConfigNode.ArrayNode;
import dev.portalsdk.config.ConfigNode.ObjectNode;
import dev.portalsdk.config.KeyTree.Reader;
import dev.portalsdk.config.KeyUse.Use;
import dev.portalsdk.model.Diagnostic;
import dev.portalsdk.model.Suggestions;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Who reads which key of {@code app-config.yaml}: every value of a configuration is read by one of our modules, has no
 * effect here, is meant for another program, or is unknown.
 *
 * <p>Immutable and safe for use by many threads.
 *
 * <pre>{@code
 * ConfigKeys.standard().unknown(config).forEach(System.err::println);
 * // [WARNING] integrations.github[0].tokn: nobody reads this key; did you mean "token"? | config-unknown-key …:7:14
 * }</pre>
 */
public final class ConfigKeys {
    private static final String RULE = "config-unknown-key";

    private final KeyTree tree;

    private ConfigKeys(KeyTree tree) {
        this.tree = tree;
    }

    /** The keys of our modules and of Backstage's own packages. */
    public static ConfigKeys standard() {
        KeyTree tree = new KeyTree();
        Reader reader = new Reader(Use.READ, "");
        for (String line : lines()) {
            if (line.startsWith("# ") || line.isBlank()) {
                continue;
            }
            int colon = line.indexOf(": ");
            if (colon > 0) {
                reader = new Reader(Use.valueOf(line.substring(0, colon)), line.substring(colon + 2));
            } else {
                tree.add(line.strip(), reader);
            }
        }
        return new ConfigKeys(tree);
    }

    private static List<String> lines() {
        try (InputStream in = ConfigKeys.class.getResourceAsStream("config-keys.txt")) {
            return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * These and keys that a host reads itself.
     *
     * @param reader who, for reports
     * @param patterns dotted paths: {@code *} stands for any key, {@code []} for the items of a list, {@code **} at the end for
     *     everything below
     */
    public ConfigKeys with(String reader, String... patterns) {
        KeyTree copy = tree.copy();
        for (String pattern : patterns) {
            copy.add(pattern, new Reader(Use.READ, reader));
        }
        return new ConfigKeys(copy);
    }

    /** Every value of a configuration with its reader, in the order of the files; the values themselves are not in it. */
    public List<KeyUse> report(Config config) {
        List<KeyUse> found = new ArrayList<>();
        new Walk(found, new ArrayList<>()).visit(config.node(), tree, "");
        return List.copyOf(found);
    }

    /** A warning for every key that nobody reads under a section that we know, with its place and what may be meant. */
    public List<Diagnostic> unknown(Config config) {
        List<Diagnostic> findings = new ArrayList<>();
        new Walk(new ArrayList<>(), findings).visit(config.node(), tree, "");
        return List.copyOf(findings);
    }

    private record Walk(List<KeyUse> uses, List<Diagnostic> findings) {
        void visit(ConfigNode node, KeyTree known, String path) {
            if (node instanceof ObjectNode object
                    && !(known.isEmpty() && known.reader().isPresent())) {
                object.fields().forEach((key, child) -> field(child, known, key, ConfigPath.child(path, key)));
            } else if (node instanceof ArrayNode array && known.anyItem().isPresent()) {
                for (int i = 0; i < array.items().size(); i++) {
                    visit(array.items().get(i), known.anyItem().get(), ConfigPath.item(path, i));
                }
            } else if (known.reader().isPresent()) {
                Reader reader = known.reader().get();
                uses.add(new KeyUse(path, node.location(), reader.use(), reader.name()));
            } else {
                unknown(node, path, "expected " + shape(known), Optional.empty());
            }
        }

        private void field(ConfigNode node, KeyTree known, String key, String path) {
            Optional<KeyTree> named = known.named(key);
            Optional<String> meant = Suggestions.closest(key, known.names());
            Optional<KeyTree> any = known.anyKey().filter(tree -> meant.isEmpty() || !isForeign(tree));
            if (named.isPresent()) {
                visit(node, named.get(), path);
            } else if (any.isPresent()) {
                visit(node, any.get(), path);
            } else if (known.readerOfEverything().isPresent() && meant.isEmpty()) {
                Reader reader = known.readerOfEverything().get();
                uses.add(new KeyUse(path, node.location(), reader.use(), reader.name()));
            } else {
                unknown(node, path, "nobody reads this key", meant);
            }
        }

        /** A place for anybody's names: one that is almost one of ours is a slip of the pen all the same. */
        private static boolean isForeign(KeyTree tree) {
            return tree.readerOfEverything()
                    .filter(reader -> reader.use() != Use.READ)
                    .isPresent();
        }

        private void unknown(ConfigNode node, String path, String why, Optional<String> meant) {
            uses.add(new KeyUse(path, node.location(), Use.UNKNOWN, why));
            Diagnostic.Builder finding = Diagnostic.warning(RULE, path + ": " + why)
                    .pointer(ConfigPath.pointer(path))
                    .at(node.location());
            meant.ifPresent(word -> finding.hint("did you mean \"" + word + "\"?"));
            findings.add(finding.build());
        }

        private static String shape(KeyTree known) {
            return known.anyItem().isPresent() ? "a list" : "an object with " + String.join(", ", known.names());
        }
    }
}
