package dev.portalsdk.testing.tck;

import dev.portalsdk.catalog.query.EntityFilter;
import dev.portalsdk.catalog.query.EntityQuery;
import dev.portalsdk.catalog.query.QueryProfile;
import dev.portalsdk.catalog.query.RelationWalk;
import dev.portalsdk.model.EntityRef;
import dev.portalsdk.model.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Entities and questions by chance, out of so few words that they often meet. The same seed gives the same. */
final class RandomCatalog {
    private static final List<String> WORDS = List.of(
            "Alpha", "alpha", "beta", "Beta-Gamma", "gamma", "DELTA", "a.b", "x", "100", "1.5", "true", "straße");
    private static final List<String> NAMES =
            List.of("one", "Two", "three", "four.five", "six-7", "EIGHT", "nine", "ten");
    private static final List<String> NAMESPACES = List.of("default", "default", "default", "a", "a-b");
    private static final List<String> KEYS = List.of(
            "kind",
            "KIND",
            "apiVersion",
            "metadata.name",
            "metadata.namespace",
            "metadata.title",
            "metadata.uid",
            "metadata.labels.tier",
            "metadata.tags",
            "metadata.tags.java",
            "metadata.annotations.a.b/c",
            "metadata.annotations.a",
            "metadata.long",
            "spec.type",
            "spec.owner",
            "spec.extra",
            "spec.extra.deep",
            "spec.extra.deep.x",
            "spec.extra.list.beta",
            "spec.extra.none",
            "spec.dependson",
            "relations.ownedBy",
            "relations.OWNEROF",
            "relations.dependsOn",
            "relations.dependencyOf",
            "relations.hasMember",
            "relations.memberOf",
            "relations.childOf",
            "relations.nothing",
            "status.items",
            "nothing.at.all");
    private static final List<String> RELATIONS =
            List.of("dependsOn", "dependencyOf", "ownedBy", "ownerOf", "memberOf", "hasMember", "parentOf", "childOf");

    private final Random random;

    RandomCatalog(long seed) {
        random = new Random(seed);
    }

    int below(int bound) {
        return random.nextInt(bound);
    }

    <T> T pick(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }

    private boolean chance(int percent) {
        return random.nextInt(100) < percent;
    }

    String key() {
        return pick(KEYS);
    }

    /** A valid document. */
    Value.Obj document() {
        String kind = pick(List.of("Component", "Component", "Resource", "Group", "User"));
        Value.Obj.Builder metadata = Value.Obj.builder().put("name", pick(NAMES));
        String namespace = pick(NAMESPACES);
        if (!namespace.equals("default") || chance(20)) {
            metadata.put("namespace", namespace);
        }
        if (chance(50)) {
            metadata.put("title", pick(WORDS) + " " + pick(WORDS));
        }
        if (chance(40)) {
            metadata.put("labels", Value.Obj.of("tier", pick(List.of("1", "2", "Gold", "gold"))));
        }
        if (chance(40)) {
            metadata.put(
                    "tags",
                    Value.Arr.ofStrings(List.of(pick(List.of("java", "go")), pick(List.of("java", "kafka", "ml")))));
        }
        if (chance(40)) {
            metadata.put("annotations", Value.Obj.of("a.b/c", pick(WORDS), "a", pick(WORDS)));
        }
        if (chance(20)) {
            metadata.put("long", pick(WORDS).repeat(1 + below(chance(20) ? 800 : 80)));
        }
        return Value.Obj.builder()
                .put("apiVersion", "backstage.io/v1alpha1")
                .put("kind", kind)
                .put("metadata", metadata.build())
                .put("spec", spec(kind))
                .build();
    }

    private Value.Obj spec(String kind) {
        Value.Obj.Builder spec = Value.Obj.builder();
        switch (kind) {
            case "Group" -> {
                spec.put("type", "team").put("children", refs("group", 30));
                if (chance(30)) {
                    spec.put("members", refs("user", 60));
                }
            }
            case "User" -> spec.put("memberOf", refs("group", 60));
            default -> {
                spec.put("type", pick(WORDS)).put("owner", pick(List.of("group:", "user:", "group:a/")) + pick(NAMES));
                if (kind.equals("Component")) {
                    spec.put("lifecycle", pick(List.of("production", "Production", "experimental")));
                }
                spec.put("dependsOn", refs(pick(List.of("component", "resource")), 50));
                spec.put("dependencyOf", refs("component", 20));
            }
        }
        if (chance(40)) {
            spec.put("extra", extra());
        }
        return spec.build();
    }

    private Value extra() {
        return switch (below(4)) {
            case 0 -> Value.of(pick(List.<Object>of(1, 1.5, true, "Beta")));
            case 1 ->
                Value.Obj.of(
                        "deep",
                        Value.Arr.of(
                                Value.Str.of(pick(WORDS)), Value.Num.of(below(3)), Value.Obj.of("X", pick(WORDS))));
            case 2 ->
                Value.Obj.of("List", Value.Arr.ofStrings(List.of(pick(WORDS), pick(WORDS))), "none", Value.Null.NULL);
            default -> Value.Obj.of("deep", Value.Obj.of("x", pick(WORDS)));
        };
    }

    private Value.Arr refs(String kind, int percent) {
        List<String> refs = new ArrayList<>();
        while (chance(percent) && refs.size() < 4) {
            refs.add(kind + ":" + (chance(20) ? "a/" : "") + pick(NAMES));
        }
        return Value.Arr.ofStrings(refs.stream().distinct().toList());
    }

    EntityRef ref() {
        return new EntityRef(pick(List.of("component", "resource", "group", "user")), pick(NAMESPACES), pick(NAMES));
    }

    private String value() {
        return switch (below(6)) {
            case 0 -> ref().toString();
            case 1 -> pick(NAMES);
            case 2 -> pick(List.of("component", "Group", "TEAM", "production", "java", "gold", "1", "true", ""));
            case 3 -> pick(WORDS).repeat(80);
            default -> pick(WORDS);
        };
    }

    EntityFilter filter(int depth) {
        return switch (below(depth > 0 ? 9 : 5)) {
            case 0 -> EntityFilter.has(key());
            case 1 -> EntityFilter.hasPrefix(key(), pick(List.of("", "a", "G", "group:", "component:default/", "pro")));
            case 2 ->
                chance(50)
                        ? EntityFilter.relatedTo(ref().toString())
                        : EntityFilter.where("relations." + pick(RELATIONS), ref().toString());
            case 3 -> EntityFilter.where(key(), pick(WORDS), value() + "!");
            case 4 -> EntityFilter.where(key(), value());
            case 5, 6 -> EntityFilter.allOf(filter(depth - 1), filter(depth - 1));
            case 7 -> EntityFilter.anyOf(filter(depth - 1), filter(depth - 1));
            default -> EntityFilter.not(filter(depth - 1));
        };
    }

    EntityQuery query() {
        EntityQuery query = EntityQuery.all().profile(pick(List.of(QueryProfile.values())));
        if (chance(60)) {
            query = query.filter(filter(2));
        }
        while (chance(45)) {
            query = chance(50) ? query.orderBy(key()) : query.orderByDescending(key());
        }
        if (chance(30)) {
            String term = pick(List.of(
                    "a",
                    "AL",
                    "alph",
                    "Beta-G",
                    "%",
                    "_",
                    "pro%ion",
                    " gamma ",
                    "group:",
                    "straße",
                    "ß",
                    "1",
                    "default/t",
                    "efaul",
                    "rue",
                    "alphaalpha",
                    ""));
            query = chance(50) ? query.fullText(term) : query.fullText(term, key(), key());
        }
        return query;
    }

    RelationWalk walk() {
        RelationWalk walk = chance(30) ? RelationWalk.from(ref()) : RelationWalk.from(ref(), pick(RELATIONS));
        if (chance(30)) {
            walk = walk.maxDepth(1 + below(3));
        }
        return chance(30) ? walk.limit(1 + below(4)) : walk;
    }
}
