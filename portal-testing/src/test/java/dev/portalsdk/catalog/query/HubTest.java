package dev.portalsdk.catalog.query;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import dev.portalsdk.catalog.store.ProvidedEntity;
import dev.portalsdk.catalog.store.StitchedEntity;
import dev.portalsdk.model.EntityDescriptor;
import dev.portalsdk.model.EntityRef;
import dev.portalsdk.model.Relation;
import dev.portalsdk.model.RelationType;
import dev.portalsdk.model.Value;
import dev.portalsdk.testing.tck.VisibleEntities;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A group that very many are members of, and relations that are declared in unusual ways. */
class HubTest {
    private static final EntityRef HUB = EntityRef.parse("group:default/hub");
    private static final int MEMBERS = 3000;

    private final VisibleEntities feed = new VisibleEntities(Integer.MAX_VALUE);
    private final InMemoryIndex index = new InMemoryIndex(feed);

    @Test
    void membersAreSeenFromEitherEnd() {
        feed.put(group("hub"));
        for (int i = 0; i < MEMBERS; i++) {
            feed.put(user(i, "hub"));
        }
        index.catchUp();
        StitchedEntity hub = index.byRef(HUB).orElseThrow();
        assertEquals(MEMBERS, hub.relations().size());
        assertEquals(MEMBERS, index.count(EntityFilter.where("relations.memberOf", HUB.toString())));
        assertEquals(1, index.count(EntityFilter.where("relations.hasMember", "user:default/u7")));
        assertEquals(
                List.of(new FacetValue(HUB.toString(), MEMBERS)),
                index.facets(EntityFilter.everything(), List.of("relations.memberOf"))
                        .get("relations.memberOf"));
        feed.put(user(7, "elsewhere"));
        index.catchUp();
        assertEquals(
                0,
                index.count(EntityFilter.where("relations.hasMember", "user:default/u7")
                        .and(EntityFilter.where("metadata.name", "hub"))));
        assertNotEquals(hub.etag(), index.byRef(HUB).orElseThrow().etag());
        feed.put(user(7, "hub"));
        index.catchUp();
        assertEquals(hub.etag(), index.byRef(HUB).orElseThrow().etag(), "the same relations, the same etag");
        feed.remove(HUB);
        index.catchUp();
        assertEquals(
                MEMBERS,
                index.count(EntityFilter.where("relations.memberOf", HUB.toString())),
                "though nobody is there");
        assertEquals(0, index.count(EntityFilter.has("relations.hasMember")));
    }

    /** However many members it has: nothing but the member and the hub itself is made anew. */
    @Test
    void oneWhoJoinsChangesTwoNodes() {
        feed.put(group("hub"));
        for (int i = 0; i < MEMBERS; i++) {
            feed.put(user(i, "hub"));
        }
        index.catchUp();
        IndexSnapshot before = index.snapshot();
        feed.put(user(MEMBERS, "hub"));
        index.catchUp();
        IndexSnapshot after = index.snapshot();
        for (int i = 0; i < MEMBERS; i++) {
            EntityRef member = EntityRef.parse("user:default/u" + i);
            assertSame(before.find(member), after.find(member));
        }
    }

    /** {@code an} and {@code c0} have one hash code. */
    @Test
    void otherRelationsHaveAnotherEtagHoweverTheyAreNamed() {
        assertEquals("an".hashCode(), "c0".hashCode());
        feed.put(group("hub"));
        feed.put(member("an"));
        index.catchUp();
        String before = index.byRef(HUB).orElseThrow().etag();
        feed.remove(EntityRef.parse("user:default/an"));
        feed.put(member("c0"));
        index.catchUp();
        assertNotEquals(before, index.byRef(HUB).orElseThrow().etag());
    }

    /** A processor may say of two others that they are related; several may say the same. */
    @Test
    void relationsBetweenOthersGoWithTheLastWhoDeclaredThem() {
        Relation told = new Relation(
                EntityRef.parse("component:default/a"),
                RelationType.DEPENDS_ON,
                EntityRef.parse("component:default/b"));
        feed.put(teller("x", told));
        feed.put(teller("y", told));
        index.catchUp();
        assertEquals(0, index.count(EntityFilter.has("relations.dependsOn")), "neither end is an entity");
        feed.put(teller("a"));
        feed.put(teller("b"));
        index.catchUp();
        EntityFilter dependents = EntityFilter.where("relations.dependsOn", "component:default/b");
        EntityFilter dependencies = EntityFilter.where("relations.dependencyOf", "component:default/a");
        assertEquals(List.of(1, 1), List.of(index.count(dependents), index.count(dependencies)));
        feed.remove(EntityRef.parse("component:default/x"));
        index.catchUp();
        assertEquals(List.of(1, 1), List.of(index.count(dependents), index.count(dependencies)));
        feed.remove(EntityRef.parse("component:default/y"));
        index.catchUp();
        assertEquals(List.of(0, 0), List.of(index.count(dependents), index.count(dependencies)));
        assertEquals(
                0,
                index.facets(EntityFilter.everything(), List.of("relations.dependsOn"))
                        .get("relations.dependsOn")
                        .size());
    }

    private static StitchedEntity teller(String name, Relation... relations) {
        Value.Obj document =
                document("Component", name).with("spec", Value.Obj.of("type", "x", "lifecycle", "y", "owner", "z"));
        return VisibleEntities.stitched(ProvidedEntity.of(EntityDescriptor.of(document)), List.of(relations));
    }

    private static EntityDescriptor group(String name) {
        return EntityDescriptor.of(
                document("Group", name).with("spec", Value.Obj.of("type", "team", "children", Value.Arr.empty())));
    }

    private static EntityDescriptor user(int i, String group) {
        return user("u" + i, group);
    }

    private static EntityDescriptor member(String name) {
        return user(name, "hub");
    }

    private static EntityDescriptor user(String name, String group) {
        return EntityDescriptor.of(document("User", name).with("spec", Value.Obj.of("memberOf", List.of(group))));
    }

    private static Value.Obj document(String kind, String name) {
        return Value.Obj.of(
                "apiVersion", "backstage.io/v1alpha1", "kind", kind, "metadata", Value.Obj.of("name", name));
    }
}
