package dev.portalsdk.catalog.query;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portalsdk.catalog.store.StitchedEntity;
import dev.portalsdk.model.EntityDescriptor;
import dev.portalsdk.model.EntityRef;
import dev.portalsdk.model.EntityValidator;
import dev.portalsdk.model.LocationRef;
import dev.portalsdk.model.Value;
import dev.portalsdk.model.kind.Kinds;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.roaringbitmap.IntConsumer;

class TextIndexTest {
    private static final EntityValidator VALIDATOR = EntityValidator.of(Kinds.standard());
    private static final LocationRef LOCATION = new LocationRef("file", "/all.yaml");

    /** So few letters that words hold one another, and none that is elsewhere in an entity; the last ones change their length in lower case, or need two chars. */
    private static final String[] LETTERS = {"q", "z", "Z", "x", " ", "-", "é", "İ", "😀"};

    private final IndexWriter writer = new IndexWriter();
    private final Map<String, String> texts = new HashMap<>();
    private IndexSnapshot snapshot = IndexSnapshot.empty();
    private int version;

    private static StitchedEntity entity(String name, String text) {
        var document = Value.Obj.of("apiVersion", "backstage.io/v1alpha1", "kind", "Component")
                .with("metadata", Value.Obj.of("name", name, "description", text, "title", "shared"))
                .with("spec", Value.Obj.of("type", "service", "lifecycle", "production", "owner", "team"));
        var entity = VALIDATOR.validate(EntityDescriptor.of(document)).orThrow();
        return new StitchedEntity(
                entity,
                document,
                entity.relations(),
                List.of(),
                new StitchedEntity.Provenance(LOCATION, LOCATION, false),
                Optional.empty());
    }

    private void put(String name, @Nullable String text) {
        writer.put(EntityRef.parse("component:default/" + name), text == null ? null : entity(name, text));
        if (text == null) {
            texts.remove(name);
        } else {
            texts.put(name, text);
        }
    }

    private void publish() {
        snapshot = writer.publish(++version);
    }

    private Set<String> holding(String term) {
        Set<String> names = new TreeSet<>();
        snapshot.texts().holding(term).forEach((IntConsumer)
                row -> names.add(snapshot.node(row).ref().name()));
        return names;
    }

    private Set<String> expected(String term) {
        Set<String> names = new TreeSet<>();
        texts.forEach((name, text) -> {
            if (text.toLowerCase(Locale.ROOT).contains(term)) {
                names.add(name);
            }
        });
        return names;
    }

    private static String text(Random random, int longest) {
        StringBuilder text = new StringBuilder();
        for (int i = 1 + random.nextInt(longest); i > 0; i--) {
            text.append(LETTERS[random.nextInt(LETTERS.length)]);
        }
        return text.toString();
    }

    @Test
    void findsWhatIsThereHoweverItCameToBe() {
        Random random = new Random(20261123);
        int found = 0;
        for (int step = 0; step < 300; step++) {
            for (int change = random.nextInt(25); change >= 0; change--) {
                String name = "n" + random.nextInt(300);
                put(name, random.nextInt(5) == 0 ? null : "« " + text(random, random.nextInt(20) == 0 ? 300 : 40));
            }
            publish();
            for (int question = 0; question < 4; question++) {
                String term = text(random, 4).toLowerCase(Locale.ROOT);
                Set<String> expected = expected(term);
                found += expected.size();
                assertEquals(expected, holding(term), term);
            }
            if (step % 100 == 50) {
                assertEquals(texts.keySet(), holding("shared"));
            }
        }
        assertTrue(found > 10_000, "the questions find something: " + found);
    }

    @Test
    void whatIsChangedOverAndOverTakesNoFurtherRoom() {
        for (int i = 0; i < 200; i++) {
            put("n" + i, "stays " + i);
        }
        publish();
        holding("stays");
        int before = snapshot.texts().chunkCount();
        for (int i = 0; i < 5000; i++) {
            put("n7", "comes and goes " + i);
            put("m" + i % 50, "comes and stays for a while " + i);
            publish();
        }
        assertEquals(Set.of("n7"), holding("comes and goes 4999"));
        assertEquals(Set.of(), holding("comes and goes 4998"));
        assertEquals(249, holding("stays ").size());
        assertTrue(
                snapshot.texts().chunkCount() <= before + 12,
                before + " chunks became " + snapshot.texts().chunkCount());
    }

    @Test
    void aTextThatEndsWhereAnotherBeginsIsNoText() {
        put("one", "ends here");
        put("two", "begins here");
        publish();
        assertEquals(Set.of(), holding("herebegins"));
        assertEquals(Set.of(), holding("hereends"));
        assertEquals(Set.of("one", "two"), holding("here"));
    }
}
