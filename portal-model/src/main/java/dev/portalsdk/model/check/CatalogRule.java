package dev.portalsdk.model.check;

import dev.portalsdk.model.Diagnostic;
import java.util.List;

/** Finds something wrong in a set of entities. Must not keep state between calls. */
@FunctionalInterface
public interface CatalogRule {

    /**
     * Everything that this rule finds, in any order.
     *
     * <p>The findings take the id under which the rule was registered. Throwing makes one finding of rule {@code failed-rule}; other rules
     * run all the same.
     */
    List<Diagnostic> check(EntitySet entities) throws Exception;
}
