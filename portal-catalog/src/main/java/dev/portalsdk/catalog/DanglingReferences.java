package dev.portalsdk.catalog;

import dev.portalsdk.model.Diagnostic;
import dev.portalsdk.model.EntityDescriptor;
import dev.portalsdk.model.EntityRef;
import dev.portalsdk.model.Kind;
import dev.portalsdk.model.KindSet;
import dev.portalsdk.model.RelationField;
import dev.portalsdk.model.Suggestions;
import dev.portalsdk.model.Value;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** References to entities that are not there, in the world of one catalog. Rule {@code dangling-ref}. */
final class DanglingReferences {
    private static final String RULE = "dangling-ref";

    private final KindSet kinds;
    private final Set<EntityRef> there;
    private final Map<String, List<String>> textsByKind = new HashMap<>();

    DanglingReferences(KindSet kinds, Set<EntityRef> there) {
        this.kinds = kinds;
        this.there = there;
        there.stream().sorted().forEach(ref -> textsByKind
                .computeIfAbsent(ref.kind(), kind -> new ArrayList<>())
                .add(ref.toString()));
    }

    List<Diagnostic> in(Collection<EntityDescriptor> descriptors) {
        List<Diagnostic> findings = new ArrayList<>();
        descriptors.forEach(descriptor -> descriptor
                .kind()
                .flatMap(kind -> kinds.find(kind, descriptor.apiVersion().orElse("")))
                .ifPresent(kind -> check(descriptor, kind, findings)));
        return findings;
    }

    private void check(EntityDescriptor descriptor, Kind<?> kind, List<Diagnostic> findings) {
        for (RelationField field : kind.relationFields()) {
            String pointer = "/spec/" + field.field();
            Optional<Value> value = descriptor.spec().get(field.field());
            if (value.isPresent() && value.get() instanceof Value.Str text) {
                check(descriptor, field, pointer, text.value()).ifPresent(findings::add);
            } else if (value.isPresent() && value.get() instanceof Value.Arr array) {
                for (int i = 0; i < array.size(); i++) {
                    String at = pointer + "/" + i;
                    array.get(i)
                            .asString()
                            .flatMap(text -> check(descriptor, field, at, text))
                            .ifPresent(findings::add);
                }
            }
        }
    }

    private Optional<Diagnostic> check(EntityDescriptor descriptor, RelationField field, String pointer, String text) {
        String namespace = descriptor.ref().map(EntityRef::namespace).orElse(EntityRef.DEFAULT_NAMESPACE);
        EntityRef target;
        try {
            target = EntityRef.parse(text, field.defaultKind().orElse(""), namespace);
        } catch (IllegalArgumentException e) {
            return Optional.empty(); // told when the entity was checked
        }
        if (there.contains(target)) {
            return Optional.empty();
        }
        Diagnostic.Builder finding = Diagnostic.warning(
                        RULE, "spec." + field.field() + " \"" + text + "\" is not in the catalog (" + target + ")")
                .at(descriptor, pointer)
                .found(Value.Str.of(text))
                .expected(
                        field.targetKinds().isEmpty()
                                ? "an entity of the catalog"
                                : "a " + String.join(" or ", field.targetKinds()) + " of the catalog");
        closest(field, target).ifPresent(near -> finding.hint("did you mean \"" + near + "\"?"));
        return Optional.of(finding.build());
    }

    private Optional<String> closest(RelationField field, EntityRef target) {
        List<String> candidates = new ArrayList<>(textsByKind.getOrDefault(target.kind(), List.of()));
        for (String kind : field.targetKinds()) {
            String folded = kind.toLowerCase(Locale.ROOT);
            if (!folded.equals(target.kind())) {
                candidates.addAll(textsByKind.getOrDefault(folded, List.of()));
            }
        }
        return Suggestions.closest(target.toString(), candidates);
    }
}
