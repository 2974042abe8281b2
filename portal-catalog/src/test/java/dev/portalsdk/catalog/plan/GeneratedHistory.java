package dev.portalsdk.catalog.plan;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/** A catalog in files that changes at random: what is added, removed, renamed, moved, given away, made another kind, broken and mended. */
final class GeneratedHistory {
    private static final List<String> FILES = List.of(
            "catalog-info.yaml",
            "services/a/catalog-info.yaml",
            "services/b/catalog-info.yaml",
            "c/d/catalog-info.yml");

    private final Path root;
    private final Random random;
    private final Map<String, Item> items = new LinkedHashMap<>();
    private final List<String> done = new ArrayList<>();
    private int made;

    /** One document; an owner, what it depends on, and where it is. */
    private static final class Item {
        private String kind;
        private String name;
        private String owner;
        private String file;
        private String lifecycle = "production";
        private List<String> dependsOn = List.of();
        private boolean broken;

        Item(String kind, String name, String owner, String file) {
            this.kind = kind;
            this.name = name;
            this.owner = owner;
            this.file = file;
        }

        String yaml() {
            StringBuilder text = new StringBuilder("apiVersion: backstage.io/v1alpha1\nkind: " + kind
                    + "\nmetadata:\n  name: " + name + "\n  description: this is " + made(name) + "\nspec:\n");
            if (kind.equals("Group")) {
                return text.append("  type: team\n  children: []\n").toString();
            }
            text.append(broken ? "  type: []\n" : "  type: service\n");
            if (kind.equals("Component")) {
                text.append("  lifecycle: ").append(lifecycle).append('\n');
            }
            text.append("  owner: ").append(owner).append('\n');
            if (!dependsOn.isEmpty()) {
                text.append("  dependsOn: [")
                        .append(String.join(", ", dependsOn))
                        .append("]\n");
            }
            return text.toString();
        }

        private static String made(String name) {
            return name.replaceAll("[^0-9].*", "");
        }
    }

    GeneratedHistory(Path root, Random random) {
        this.root = root;
        this.random = random;
    }

    /** What was done at a revision. */
    String done(int revision) {
        return done.get(revision);
    }

    void next(int revision) throws IOException {
        List<String> steps = new ArrayList<>();
        if (revision == 0) {
            for (int i = 0; i < 5; i++) {
                add(new Item("Group", "team-" + i, "", FILES.get(0)));
            }
            for (int i = 0; i < 25; i++) {
                steps.add(step(0));
            }
        }
        int count = 1 + random.nextInt(4);
        for (int i = 0; i < count; i++) {
            steps.add(step(revision == 0 ? 0 : random.nextInt(11)));
        }
        done.add(steps.toString());
        write();
    }

    private void add(Item item) {
        items.put(item.kind + item.name + made++, item);
    }

    private Item any() {
        List<Item> all = items.values().stream()
                .filter(item -> !item.kind.equals("Group"))
                .toList();
        return all.get(random.nextInt(all.size()));
    }

    private String ref() {
        Item item = any();
        return item.kind.toLowerCase(Locale.ROOT) + ":" + item.name;
    }

    private String step(int kind) {
        if (kind == 0 || items.size() < 12) {
            String name = "item-" + made;
            add(new Item(
                    random.nextInt(4) == 0 ? "Resource" : "Component",
                    name,
                    "team-" + random.nextInt(5),
                    FILES.get(random.nextInt(FILES.size()))));
            return "add " + name;
        }
        Item item = any();
        switch (kind) {
            case 1 -> items.values().remove(item);
            case 2 -> item.name = "renamed-" + made++;
            case 3 -> item.file = FILES.get(random.nextInt(FILES.size()));
            case 4 -> item.owner = "team-" + random.nextInt(7); // two of them are not there
            case 5 -> item.kind = item.kind.equals("Component") ? "Resource" : "Component";
            case 6 -> item.dependsOn = List.of(ref(), ref());
            case 7 -> item.dependsOn = item.dependsOn.isEmpty() ? List.of(ref()) : List.of();
            case 8 -> item.lifecycle = item.lifecycle.equals("production") ? "deprecated" : "production";
            case 9 -> item.broken = !item.broken;
            default ->
                add(new Item(item.kind, item.name, "team-0", FILES.get(random.nextInt(FILES.size())))); // a conflict
        }
        return kind + " " + item.name;
    }

    private void write() throws IOException {
        Map<String, StringBuilder> texts = new TreeMap<>();
        for (Item item : items.values()) {
            texts.computeIfAbsent(item.file, file -> new StringBuilder())
                    .append("---\n")
                    .append(item.yaml());
        }
        for (String file : FILES) {
            Path path = root.resolve(file);
            if (texts.containsKey(file)) {
                Files.createDirectories(path.getParent());
                Files.writeString(path, texts.get(file));
            } else {
                Files.deleteIfExists(path);
            }
        }
    }
}
