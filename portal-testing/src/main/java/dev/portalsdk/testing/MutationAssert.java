package dev.portalsdk.testing;

import dev.portalsdk.catalog.store.Mutation;
import dev.portalsdk.catalog.store.MutationResult;
import dev.portalsdk.catalog.store.ProvidedEntity;
import dev.portalsdk.model.EntityRef;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Assertions about one thing that a provider said; see {@link ProviderTester#lastMutation}. Refs are texts, such as {@code user:alice}. */
public final class MutationAssert {
    private final Mutation mutation;
    private final MutationResult result;

    MutationAssert(Mutation mutation, MutationResult result) {
        this.mutation = mutation;
        this.result = result;
    }

    /** What it said, for assertions of your own. */
    public Mutation mutation() {
        return mutation;
    }

    /** What that did to what the provider gives. */
    public MutationResult result() {
        return result;
    }

    /** It is all that the provider gives, in one mutation. */
    public MutationAssert isFull() {
        return is(Mutation.Full.class);
    }

    /** It is what is new or gone. */
    public MutationAssert isDelta() {
        return is(Mutation.Delta.class);
    }

    /** It is a part of all that the provider gives. */
    public MutationAssert isPage() {
        return is(Mutation.Page.class);
    }

    private MutationAssert is(Class<? extends Mutation> type) {
        if (!type.isInstance(mutation)) {
            throw new AssertionError("Expected a mutation of the form " + type.getSimpleName() + ", but it is "
                    + mutation.getClass().getSimpleName());
        }
        return this;
    }

    /** It names exactly these entities. */
    public MutationAssert adds(String... refs) {
        return same(
                "adds",
                refs(refs),
                mutation.entities().stream().map(ProvidedEntity::ref).toList());
    }

    /** It takes exactly these entities away; those of a delta. */
    public MutationAssert removes(String... refs) {
        isDelta();
        return same("removes", refs(refs), ((Mutation.Delta) mutation).removed());
    }

    /** Something that it would take away was held back: exactly these entities. */
    public MutationAssert isHeldBack(String... refs) {
        return same(
                "held back",
                refs(refs),
                result.held().map(MutationResult.Held::refs).orElse(List.of()));
    }

    private MutationAssert same(String what, Set<EntityRef> expected, Collection<EntityRef> found) {
        if (!expected.equals(new TreeSet<>(found))) {
            throw new AssertionError("Expected " + what + " " + expected + ", but it is " + new TreeSet<>(found));
        }
        return this;
    }

    static Set<EntityRef> refs(String... texts) {
        return Arrays.stream(texts).map(EntityRef::parse).collect(Collectors.toCollection(TreeSet::new));
    }
}
