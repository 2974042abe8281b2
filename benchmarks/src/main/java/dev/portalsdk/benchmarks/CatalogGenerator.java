package dev.portalsdk.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Makes a catalog of a given size: 70 % Components, 10 % APIs and Resources each, 5 % Systems, 2 % Domains and Users each, 1 % Groups, all related to one
 * another. The same size gives the same bytes, today and on any machine.
 */
public final class CatalogGenerator {
    private static final String CORE = "backstage.io/v1alpha1";
    private static final String[] TAGS = {
        "java", "go", "python", "node", "kafka", "grpc", "rest", "batch", "ml", "legacy", "tier1", "tier2"
    };

    private static final int HUB_MEMBERS = 14_000;
    private static final int HUB_COMPONENTS = 5000;
    private static final int CHAIN = 1000;
    private static final int TARGETS = 10_000;

    private final List<String> documents = new ArrayList<>();
    private final int apis;
    private final int resources;
    private final int systems;
    private final int domains;
    private final int groups;
    private final int users;
    private final int components;
    private int state = 42;

    private CatalogGenerator(int size) {
        apis = share(size, 0.10);
        resources = share(size, 0.10);
        systems = share(size, 0.05);
        domains = share(size, 0.02);
        groups = share(size, 0.01);
        users = share(size, 0.02);
        components = size - apis - resources - systems - domains - groups - users;
    }

    /**
     * The documents of a catalog.
     *
     * @param size number of entities, at least 100
     */
    public static List<String> documents(int size) {
        return documents(size, false);
    }

    /**
     * The documents of a catalog.
     *
     * @param size number of entities, at least 100
     * @param hub whether there are the shapes that hurt, beside those: a group of 14,000 members that owns 5,000 components, and a chain of 1,000
     *     dependencies
     */
    public static List<String> documents(int size, boolean hub) {
        if (size < 100) {
            throw new IllegalArgumentException("A catalog of fewer than 100 entities has no Groups: " + size);
        }
        CatalogGenerator generator = new CatalogGenerator(size);
        generator.generate();
        if (hub) {
            generator.addHub();
        }
        return List.copyOf(generator.documents);
    }

    /** Writes a catalog: {@code all.yaml} with a Location for each file of {@code perFile} entities below {@code parts/}. */
    public static void write(int size, int perFile, Path directory) throws IOException {
        write(size, perFile, directory, false);
    }

    /** As {@link #write(int, int, Path)}; a hub also brings a Location of 10,000 targets of one entity each, below {@code many/}. */
    public static void write(int size, int perFile, Path directory, boolean hub) throws IOException {
        List<String> documents = documents(size, hub);
        Files.createDirectories(directory.resolve("parts"));
        List<String> roots = new ArrayList<>();
        for (int start = 0; start < documents.size(); start += perFile) {
            String part = "part-" + pad(roots.size() + 1);
            List<String> slice = documents.subList(start, Math.min(documents.size(), start + perFile));
            Files.writeString(directory.resolve("parts").resolve(part + ".yaml"), String.join("---\n", slice));
            roots.add("apiVersion: " + CORE + "\nkind: Location\nmetadata:\n  name: " + part
                    + "\nspec:\n  type: file\n  target: ./parts/" + part + ".yaml\n");
        }
        if (hub) {
            roots.add(writeTargets(directory));
        }
        Files.writeString(directory.resolve("all.yaml"), String.join("---\n", roots));
    }

    private static String writeTargets(Path directory) throws IOException {
        Files.createDirectories(directory.resolve("many"));
        StringBuilder targets = new StringBuilder();
        for (int i = 0; i < TARGETS; i++) {
            String file = "many/" + name("resource", i) + ".yaml";
            targets.append("    - ./").append(file).append('\n');
            Files.writeString(
                    directory.resolve(file),
                    "apiVersion: " + CORE + "\nkind: Resource\nmetadata:\n  name: " + name("many", i)
                            + "\nspec:\n  type: database\n  owner: hub\n");
        }
        return "apiVersion: " + CORE + "\nkind: Location\nmetadata:\n  name: many\nspec:\n  type: file\n  targets:\n"
                + targets;
    }

    /** Arguments: SIZE DIRECTORY [ENTITIES_PER_FILE] [--hub]. */
    public static void main(String[] args) throws IOException {
        List<String> given = new ArrayList<>(List.of(args));
        boolean hub = given.remove("--hub");
        int perFile = given.size() > 2 ? Integer.parseInt(given.get(2)) : 100;
        write(Integer.parseInt(given.get(0)), perFile, Path.of(given.get(1)), hub);
    }

    private static int share(int size, double part) {
        return (int) Math.round(size * part);
    }

    private void generate() {
        for (int i = 0; i < groups; i++) {
            String parent = i > 0 ? "  parent: " + name("team", (i - 1) / 8) + "\n" : "";
            add("Group", metadata(name("team", i), i, "Team"), "  type: team\n" + parent + "  children: []\n");
        }
        for (int i = 0; i < users; i++) {
            String user = name("user", i);
            String profile = "  profile:\n    displayName: User " + i + "\n    email: " + user + "@example.test\n";
            String metadata = metadata(user, i, "User");
            add("User", metadata, profile + "  memberOf: [" + name("team", below(groups)) + "]\n");
        }
        for (int i = 0; i < domains; i++) {
            String metadata = metadata(name("domain", i), i, "Domain");
            add("Domain", metadata, "  owner: " + owner() + "\n");
        }
        for (int i = 0; i < systems; i++) {
            String metadata = metadata(name("system", i), i, "System");
            add("System", metadata, "  owner: " + owner() + "\n  domain: " + name("domain", below(domains)) + "\n");
        }
        for (int i = 0; i < apis; i++) {
            addApi(i);
        }
        for (int i = 0; i < resources; i++) {
            String metadata = metadata(name("resource", i), i, "Resource");
            String type = pick("database", "s3-bucket", "cluster", "queue");
            add("Resource", metadata, "  type: " + type + "\n  owner: " + owner() + "\n  system: " + system() + "\n");
        }
        for (int i = 0; i < components; i++) {
            addComponent(i);
        }
    }

    private void addHub() {
        add("Group", metadata("hub", 0, "Hub"), "  type: team\n  children: []\n");
        for (int i = 0; i < HUB_MEMBERS; i++) {
            add("User", metadata(name("hub-user", i), i, "User"), "  memberOf: [hub]\n");
        }
        for (int i = 0; i < HUB_COMPONENTS; i++) {
            String spec = "  type: service\n  lifecycle: production\n  owner: hub\n";
            add("Component", metadata(name("hub-component", i), i, "Component"), spec);
        }
        for (int i = 0; i < CHAIN; i++) {
            String before = i > 0 ? "  dependsOn: [component:" + name("chain", i - 1) + "]\n" : "";
            String spec = "  type: library\n  lifecycle: production\n  owner: hub\n" + before;
            add("Component", metadata(name("chain", i), i, "Component"), spec);
        }
    }

    private void addApi(int i) {
        String metadata = metadata(name("api", i), i, "Api");
        String type = pick("openapi", "grpc", "asyncapi", "graphql");
        String lifecycle = pick("production", "experimental", "deprecated");
        add(
                "API",
                metadata,
                "  type: " + type + "\n  lifecycle: " + lifecycle + "\n  owner: " + owner() + "\n  system: " + system()
                        + "\n  definition: |\n    openapi: 3.0.0\n    info:\n      title: Api " + i
                        + "\n      version: 1."
                        + below(20) + ".0\n    paths: {}\n");
    }

    private void addComponent(int i) {
        String type = pick("service", "website", "library", "worker");
        String lifecycle = pick("production", "production", "experimental", "deprecated");
        StringBuilder spec = new StringBuilder();
        spec.append("  type: ").append(type).append("\n  lifecycle: ").append(lifecycle);
        spec.append("\n  owner: ")
                .append(owner())
                .append("\n  system: ")
                .append(system())
                .append('\n');
        if (random() < 0.4) {
            spec.append("  providesApis: [").append(name("api", below(apis))).append("]\n");
        }
        if (random() < 0.6) {
            Set<String> consumed = new LinkedHashSet<>();
            consumed.add(name("api", below(apis)));
            consumed.add(name("api", below(apis)));
            spec.append("  consumesApis: [").append(String.join(", ", consumed)).append("]\n");
        }
        if (random() < 0.7) {
            spec.append("  dependsOn:\n");
            dependencies()
                    .forEach(target -> spec.append("    - ").append(target).append('\n'));
        }
        if (i > 0 && random() < 0.05) {
            spec.append("  subcomponentOf: ")
                    .append(name("component", below(i)))
                    .append('\n');
        }
        add("Component", metadata(name("component", i), i, "Component"), spec.toString());
    }

    private Collection<String> dependencies() {
        Set<String> targets = new LinkedHashSet<>();
        // The bound is drawn anew each time, as in the generator whose output this reproduces.
        for (int k = 0; k < 1 + below(3); k++) {
            targets.add(
                    random() < 0.5
                            ? "component:" + name("component", below(components))
                            : "resource:default/" + name("resource", below(resources)));
        }
        return targets;
    }

    private String metadata(String name, int i, String title) {
        Set<String> tags = new TreeSet<>();
        tags.add(pick(TAGS));
        tags.add(pick(TAGS));
        return "  name: " + name + "\n  title: " + title + " " + i + "\n  description: Synthetic "
                + title.toLowerCase(java.util.Locale.ROOT) + " number " + i
                + " used for benchmarking\n  annotations:\n    example.test/repo: acme/" + name
                + "\n    example.test/dashboard: https://dash.example.test/d/" + name + "\n  tags: ["
                + tags.stream().collect(Collectors.joining(", ")) + "]\n  labels:\n    tier: '" + below(4) + "'\n";
    }

    private void add(String kind, String metadata, String spec) {
        documents.add("apiVersion: " + CORE + "\nkind: " + kind + "\nmetadata:\n" + metadata + "spec:\n" + spec);
    }

    private String owner() {
        String team = name("team", below(groups));
        double form = random();
        return form < 0.7 ? team : form < 0.85 ? "group:" + team : "group:default/" + team;
    }

    private String system() {
        return name("system", below(systems));
    }

    private static String name(String prefix, int i) {
        return prefix + "-" + pad(i);
    }

    private static String pad(int i) {
        return String.format("%05d", i);
    }

    private String pick(String... choices) {
        return choices[below(choices.length)];
    }

    private int below(int bound) {
        return (int) (random() * bound);
    }

    /** Mulberry32: a generator of 32-bit state that gives the same numbers in every language. */
    private double random() {
        state += 0x6D2B79F5;
        int t = state;
        t = (t ^ (t >>> 15)) * (t | 1);
        t ^= t + (t ^ (t >>> 7)) * (t | 61);
        return ((t ^ (t >>> 14)) & 0xFFFFFFFFL) / 4294967296.0;
    }
}
