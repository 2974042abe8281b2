package dev.portalsdk.model.check;

import dev.portalsdk.model.Diagnostic;
import dev.portalsdk.model.SourceLocation;
import dev.portalsdk.model.Value;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** See {@link CheckRule#DUPLICATE_REF}. Each definition has its finding, which names the others. */
final class DuplicateRefs implements CatalogRule {
    private static final int MAX_PLACES = 3;

    @Override
    public List<Diagnostic> check(EntitySet entities) {
        List<Diagnostic> findings = new ArrayList<>();
        Set<Object> seen = new HashSet<>();
        for (CheckedEntity entity : entities.entities()) {
            List<CheckedEntity> definitions = entities.definitions(entity.ref());
            if (definitions.size() > 1 && seen.add(entity.ref())) {
                for (int i = 0; i < definitions.size(); i++) {
                    findings.add(finding(i, definitions));
                }
            }
        }
        return findings;
    }

    private static Diagnostic finding(int index, List<CheckedEntity> definitions) {
        CheckedEntity entity = definitions.get(index);
        String times = definitions.size() == 2 ? "twice" : definitions.size() + " times";
        return Diagnostic.error(
                        CheckRule.DUPLICATE_REF.id(),
                        entity.ref() + " is defined " + times + others(index, definitions))
                .entity(entity.ref())
                .at(entity.descriptor(), CheckedEntity.NAME)
                .found(Value.Str.of(entity.entity().metadata().name()))
                .expected("one definition of each entity; refs are the same whatever their case")
                .hint("rename or remove all but one")
                .build();
    }

    private static String others(int index, List<CheckedEntity> definitions) {
        List<String> places = new ArrayList<>();
        int looked = Math.min(definitions.size(), MAX_PLACES + 1);
        for (int i = 0; i < looked && places.size() < MAX_PLACES; i++) {
            if (i != index) {
                definitions.get(i).location().map(SourceLocation::toString).ifPresent(places::add);
            }
        }
        if (places.isEmpty()) {
            return "";
        }
        int more = definitions.size() - 1 - places.size();
        return ", also at " + String.join(", ", places) + (more > 0 ? " and " + more + " more" : "");
    }
}
