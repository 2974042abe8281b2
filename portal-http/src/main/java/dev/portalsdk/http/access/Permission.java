package dev.portalsdk.http.access;

/**
 * Something that may be done, by Backstage's names.
 *
 * @param name {@code catalog.entity.read}
 * @param conditional whether a {@linkplain PermissionPolicy policy} may make it depend on the entity or task it is about
 */
public record Permission(String name, boolean conditional) {
    /** See an entity, alone, in lists, counts and facets. */
    public static final Permission ENTITY_READ = new Permission("catalog.entity.read", true);
    /** Forget an entity. */
    public static final Permission ENTITY_DELETE = new Permission("catalog.entity.delete", true);
    /** Read the source of an entity again. */
    public static final Permission ENTITY_REFRESH = new Permission("catalog.entity.refresh", true);
    /** Check a descriptor. */
    public static final Permission ENTITY_VALIDATE = new Permission("catalog.entity.validate", false);
    /** See registered locations. */
    public static final Permission LOCATION_READ = new Permission("catalog.location.read", false);
    /** Register a location, or tell what that would give. */
    public static final Permission LOCATION_CREATE = new Permission("catalog.location.create", false);
    /** Put another location in place of a registered one. */
    public static final Permission LOCATION_UPDATE = new Permission("catalog.location.update", false);
    /** Remove a registered location. */
    public static final Permission LOCATION_DELETE = new Permission("catalog.location.delete", false);
    /** Look what there is to be registered at a place. */
    public static final Permission LOCATION_ANALYZE = new Permission("catalog.location.analyze", false);
    /** Start a task. */
    public static final Permission TASK_CREATE = new Permission("scaffolder.task.create", false);
    /** See a task and its log. */
    public static final Permission TASK_READ = new Permission("scaffolder.task.read", true);
    /** Cancel a task, or run it again. */
    public static final Permission TASK_CANCEL = new Permission("scaffolder.task.cancel", true);
    /** Try out a template. */
    public static final Permission TEMPLATE_DRY_RUN = new Permission("scaffolder.template.dry-run", false);
}
