package dev.portalsdk.model.kind;

import static dev.portalsdk.model.RelationType.CHILD_OF;
import static dev.portalsdk.model.RelationType.CONSUMES_API;
import static dev.portalsdk.model.RelationType.DEPENDS_ON;
import static dev.portalsdk.model.RelationType.MEMBER_OF;
import static dev.portalsdk.model.RelationType.OWNED_BY;
import static dev.portalsdk.model.RelationType.PART_OF;
import static dev.portalsdk.model.RelationType.PROVIDES_API;

import dev.portalsdk.model.Kind;
import dev.portalsdk.model.KindSet;
import dev.portalsdk.model.RelationField;
import java.util.List;
import java.util.Locale;

/** The standard kinds. */
// Relations as Backstage's BuiltinKindsEntityProcessor gives them; schemas beside this class.
public final class Kinds {
    private static final String[] LIFECYCLES = {"experimental", "production", "deprecated"};

    /** The apiVersion to write for every standard kind but {@link #TEMPLATE}. */
    public static final String CORE_API_VERSION = "backstage.io/v1alpha1";

    /** A piece of software. */
    public static final Kind<ComponentSpec> COMPONENT = core("Component", ComponentSpec.class)
            .relation(owner())
            .relation(system())
            .relation(RelationField.of("subcomponentOf", PART_OF, "Component"))
            .relation(RelationField.of("providesApis", PROVIDES_API, "API"))
            .relation(RelationField.of("consumesApis", CONSUMES_API, "API"))
            .relation(dependsOn())
            .relation(dependencyOf())
            .wellKnown("type", "service", "website", "library")
            .wellKnown("lifecycle", LIFECYCLES)
            .build();

    /** An interface that components offer and use. */
    public static final Kind<ApiSpec> API = core("API", ApiSpec.class)
            .relation(owner())
            .relation(system())
            .wellKnown("type", "openapi", "asyncapi", "graphql", "grpc", "trpc", "mcp-server")
            .wellKnown("lifecycle", LIFECYCLES)
            .build();

    /** Infrastructure that a system needs. */
    public static final Kind<ResourceSpec> RESOURCE = core("Resource", ResourceSpec.class)
            .relation(owner())
            .relation(system())
            .relation(dependsOn())
            .relation(dependencyOf())
            .wellKnown("type", "database", "s3-bucket", "cluster")
            .build();

    /** Components, APIs and resources that belong together. */
    public static final Kind<SystemSpec> SYSTEM = core("System", SystemSpec.class)
            .relation(owner())
            .relation(RelationField.of("domain", PART_OF, "Domain"))
            .build();

    /** Systems that share a business purpose. */
    public static final Kind<DomainSpec> DOMAIN = core("Domain", DomainSpec.class)
            .relation(owner())
            .relation(RelationField.of("subdomainOf", PART_OF, "Domain"))
            .build();

    /** A team or another unit of the organisation. */
    public static final Kind<GroupSpec> GROUP = core("Group", GroupSpec.class)
            .relation(RelationField.of("parent", CHILD_OF, "Group"))
            .relation(RelationField.of("children", CHILD_OF.inverse(), "Group"))
            .relation(RelationField.of("members", MEMBER_OF.inverse(), "User"))
            .wellKnown("type", "team", "business-unit", "product-area", "root")
            .build();

    /** A person. */
    public static final Kind<UserSpec> USER = core("User", UserSpec.class)
            .relation(RelationField.of("memberOf", MEMBER_OF, "Group"))
            .build();

    /** A pointer to other descriptors. */
    public static final Kind<LocationSpec> LOCATION =
            core("Location", LocationSpec.class).build();

    /** A form and the steps that make something of what is filled in. */
    public static final Kind<TemplateSpec> TEMPLATE = Kind.builder("Template", TemplateSpec.class)
            .apiVersion("scaffolder.backstage.io/v1beta3")
            .schemaResource(Kinds.class, "template.schema.json")
            .relation(owner())
            .wellKnown("type", "service", "website", "library", "documentation")
            .wellKnown("lifecycle", LIFECYCLES)
            .build();

    private static final KindSet STANDARD =
            KindSet.of(List.of(COMPONENT, API, RESOURCE, SYSTEM, DOMAIN, GROUP, USER, LOCATION, TEMPLATE));

    private Kinds() {}

    /** All nine. */
    public static KindSet standard() {
        return STANDARD;
    }

    private static <S> Kind.Builder<S> core(String name, Class<S> specType) {
        return Kind.builder(name, specType)
                .apiVersion(CORE_API_VERSION)
                .apiVersion("backstage.io/v1beta1")
                .schemaResource(Kinds.class, name.toLowerCase(Locale.ROOT) + ".schema.json");
    }

    private static RelationField owner() {
        return RelationField.of("owner", OWNED_BY, "Group", "User");
    }

    private static RelationField system() {
        return RelationField.of("system", PART_OF, "System");
    }

    private static RelationField dependsOn() {
        return RelationField.withExplicitKind("dependsOn", DEPENDS_ON);
    }

    private static RelationField dependencyOf() {
        return RelationField.withExplicitKind("dependencyOf", DEPENDS_ON.inverse());
    }
}
