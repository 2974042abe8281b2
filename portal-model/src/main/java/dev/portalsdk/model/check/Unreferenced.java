package dev.portalsdk.model.check;

import dev.portalsdk.model.Diagnostic;
import dev.portalsdk.model.EntityRef;
import dev.portalsdk.model.RelationType;
import dev.portalsdk.model.Value;
import dev.portalsdk.model.kind.Kinds;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * See {@link CheckRule#UNREFERENCED}.
 *
 * <p>A group counts as referred to if another entity names it. A user does too, or if it says itself what groups it is a member of: a group seldom
 * lists its members.
 */
final class Unreferenced implements CatalogRule {

    @Override
    public List<Diagnostic> check(EntitySet entities) {
        Set<EntityRef> referred = new HashSet<>();
        for (Reference reference : entities.references()) {
            EntityRef source = reference.source().ref();
            if (!reference.target().equals(source)) {
                referred.add(reference.target());
                if (reference.field().type().equals(RelationType.MEMBER_OF)) {
                    referred.add(source);
                }
            }
        }
        List<Diagnostic> findings = new ArrayList<>();
        for (CheckedEntity entity : entities.entities()) {
            if (isOfOrganisation(entity) && !referred.contains(entity.ref())) {
                findings.add(finding(entity));
            }
        }
        return findings;
    }

    private static boolean isOfOrganisation(CheckedEntity entity) {
        String kind = entity.entity().type().name();
        return kind.equals(Kinds.GROUP.name()) || kind.equals(Kinds.USER.name());
    }

    private static Diagnostic finding(CheckedEntity entity) {
        return Diagnostic.info(CheckRule.UNREFERENCED.id(), "No other entity refers to " + entity.ref())
                .entity(entity.ref())
                .at(entity.descriptor(), CheckedEntity.NAME)
                .found(Value.Str.of(entity.entity().metadata().name()))
                .build();
    }
}
