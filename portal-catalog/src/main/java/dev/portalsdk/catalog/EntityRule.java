package dev.portalsdk.catalog;

import dev.portalsdk.model.Diagnostic;
import dev.portalsdk.model.Entity;
import java.util.List;

/**
 * A host's own check of valid entities: naming conventions, mandatory annotations.
 *
 * <p>Called by many threads; must not keep state between calls.
 *
 * <pre>{@code
 * EntityRule runbook = entity -> entity.metadata().label("tier").filter("1"::equals).isPresent()
 *             && entity.metadata().annotation("acme.test/runbook").isEmpty()
 *         ? List.of(Diagnostic.error("tier-1-runbook", "A component of tier 1 needs a runbook")
 *             .pointer("/metadata/annotations").build())
 *         : List.of();
 * }</pre>
 */
@FunctionalInterface
public interface EntityRule {

    /**
     * Checks an entity.
     *
     * @return what is wrong: an error rejects the entity, anything less is only told. A finding needs a pointer only; the catalog adds entity and
     *     place
     * @throws Exception rejects the entity, with a finding that names the rule and the cause
     */
    List<Diagnostic> check(Entity entity) throws Exception;
}
