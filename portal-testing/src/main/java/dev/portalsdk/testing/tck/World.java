package dev.portalsdk.testing.tck;

import dev.portalsdk.catalog.store.Mutation;
import dev.portalsdk.catalog.store.ProvidedEntity;
import dev.portalsdk.fakes.InMemoryUrlReader;
import dev.portalsdk.model.LocationRef;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Documents that stand in files or in the hands of providers, and move about. What a provider holds it says to the store only when it is told to, in one
 * of several ways.
 */
final class World {
    static final int FILES = 4;
    static final List<String> PROVIDERS = List.of("alpha", "beta");

    /** The last ones are providers. */
    static final int PLACES = FILES + PROVIDERS.size();

    static final int COMPONENTS = 4;
    static final int DOCUMENTS = COMPONENTS + 3;

    private final InMemoryUrlReader files = new InMemoryUrlReader();

    /** By place: the variants of the documents that stand there, by document. */
    private final List<Map<Integer, Integer>> contents = new ArrayList<>();

    /** By provider: what it names with its next full mutation, and what it last said that it holds. */
    private final List<Set<LocationRef>> sources = new ArrayList<>();

    private final List<Map<Integer, Integer>> said = new ArrayList<>();
    private final boolean conflicts;
    private int sweeps;

    /** @param conflicts whether a document may stand in several places; else it moves from one to the other */
    World(boolean conflicts) {
        this.conflicts = conflicts;
        for (int place = 0; place < PLACES; place++) {
            contents.add(new LinkedHashMap<>());
        }
        for (int file = 0; file < FILES; file++) {
            write(file);
        }
        for (int provider = 0; provider < PROVIDERS.size(); provider++) {
            sources.add(Set.of());
            said.add(Map.of());
        }
    }

    InMemoryUrlReader reader() {
        return files;
    }

    /** Puts a version of a document somewhere. Of Locations there is only one each, or what they lead to would differ with who wins. */
    void put(int document, int place, int variant) {
        if (!conflicts || document >= COMPONENTS) {
            remove(document);
        }
        contents.get(place).put(document, variant);
        write(place);
    }

    /** Takes a document away from wherever it stands. */
    void remove(int document) {
        for (int place = 0; place < PLACES; place++) {
            if (contents.get(place).remove(document) != null) {
                write(place);
            }
        }
    }

    private void write(int place) {
        if (place < FILES) {
            List<String> documents = new ArrayList<>();
            contents.get(place).forEach((document, variant) -> documents.add(text(document, variant)));
            files.put(url(place), String.join("---\n", documents));
        }
    }

    static String url(int file) {
        return Documents.file(file + ".yaml").target();
    }

    /** A component is owned by one of two and depends on one of its like, a Location names some of the files: the bits of its variant say which. */
    private static String text(int document, int variant) {
        if (document < COMPONENTS) {
            return Documents.component("c" + document, variant % 2 == 0 ? "red" : "blue") + "  dependsOn: ['component:c"
                    + variant / 2 % COMPONENTS + "']\n";
        }
        String[] targets = Stream.iterate(0, file -> file < FILES, file -> file + 1)
                .filter(file -> (variant >> file & 1) == 1)
                .map(file -> file + ".yaml")
                .toArray(String[]::new);
        return Documents.location("l" + document, targets);
    }

    void fail(int file) {
        files.fail(url(file), "the server answers 500");
    }

    void heal() {
        for (int file = 0; file < FILES; file++) {
            files.heal(url(file));
        }
    }

    /** The sources that a provider names with its next full mutation: the bits of a number; the last is a pattern for all files. */
    void names(int provider, int bits) {
        Set<LocationRef> named = new LinkedHashSet<>();
        for (int file = 0; file < FILES; file++) {
            if ((bits >> file & 1) == 1) {
                named.add(Documents.file(file + ".yaml"));
            }
        }
        if (bits >> FILES != 0) {
            named.add(Documents.file("*.yaml"));
        }
        sources.set(provider, named);
    }

    private List<ProvidedEntity> held(Map<Integer, Integer> documents, int provider) {
        List<ProvidedEntity> held = new ArrayList<>();
        documents.forEach((document, variant) ->
                held.add(Documents.given(text(document, variant), PROVIDERS.get(provider) + ".yaml")));
        return held;
    }

    /** What a provider says now, all at once. */
    Mutation full(int provider) {
        Map<Integer, Integer> now = contents.get(FILES + provider);
        return new Mutation.Full(held(now, provider), sources.get(provider));
    }

    /**
     * What a provider says of what it holds.
     *
     * @param way 0 all at once, 1 only what is different, 2 in pages, 3 in pages of which the end never comes
     */
    List<Mutation> mutations(int provider, int way) {
        Map<Integer, Integer> now = Map.copyOf(contents.get(FILES + provider));
        List<Mutation> mutations = new ArrayList<>();
        if (way == 0) {
            mutations.add(full(provider));
        } else if (way == 1) {
            mutations.add(delta(provider, now, said.get(provider)));
        } else {
            String sweep = "sweep-" + ++sweeps;
            held(now, provider).forEach(entity -> mutations.add(Mutation.page(sweep, List.of(entity))));
            mutations.add(way == 2 ? Mutation.lastPage(sweep, List.of()) : Mutation.page(sweep, List.of()));
        }
        if (way != 3) {
            said.set(provider, now);
        }
        return mutations;
    }

    private Mutation delta(int provider, Map<Integer, Integer> now, Map<Integer, Integer> before) {
        Map<Integer, Integer> added = new LinkedHashMap<>(now);
        added.entrySet().removeAll(before.entrySet());
        Set<dev.portalsdk.model.EntityRef> gone = new LinkedHashSet<>();
        before.forEach((document, variant) -> {
            if (!now.containsKey(document)) {
                gone.add(Documents.given(text(document, variant)).ref());
            }
        });
        return new Mutation.Delta(held(added, provider), gone);
    }

    @Override
    public String toString() {
        return contents + " " + sources;
    }
}
