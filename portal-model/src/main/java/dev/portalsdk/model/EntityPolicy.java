package dev.portalsdk.model;

/**
 * A rule that every descriptor has to obey whatever its kind, or that fills in what an author may leave out.
 *
 * <p>Called by many threads; must not keep state between calls. The standard ones are in {@link EntityPolicies}.
 */
@FunctionalInterface
public interface EntityPolicy {

    /**
     * Checks a descriptor.
     *
     * @return the descriptor, changed or not, and what is wrong with it. Without a value, or with an error, it becomes no entity
     */
    Validated<EntityDescriptor> apply(EntityDescriptor descriptor);
}
