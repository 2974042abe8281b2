package dev.portalsdk.http.access;

/**
 * Decides what a principal may do. Called by many threads, once for a request and permission: not for each entity, as a conditional decision becomes part of
 * the query.
 *
 * <pre>{@code
 * PermissionPolicy policy = (permission, who) -> permission.equals(Permission.ENTITY_DELETE)
 *         ? Decision.when(Condition.isEntityOwner(who.ownership()))
 *         : Decision.allow();
 * }</pre>
 */
@FunctionalInterface
public interface PermissionPolicy {
    /** The decision; a conditional one only where {@link Permission#conditional()} says that it can be, anywhere else it denies. */
    Decision decide(Permission permission, Principal who);

    /** Everybody who was let in may do everything. */
    static PermissionPolicy allowAll() {
        return (permission, who) -> Decision.allow();
    }
}
