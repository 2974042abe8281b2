package dev.portalsdk.catalog;

import dev.portalsdk.model.EntityDescriptor;
import dev.portalsdk.model.LocationRef;
import dev.portalsdk.source.Glob;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What {@code catalog.rules} lists: kinds that locations may give. An entity that was read is taken if any rule allows it; what providers give
 * directly is not asked.
 *
 * @param kinds what is allowed; none allows nothing
 * @param origins the registrations it is about; none means all
 */
// As Backstage ingestion/CatalogRules: kinds and spec.type compare without case, locations match the origin, any rule
// that allows is enough.
public record AllowRule(List<AllowedKind> kinds, List<OriginMatch> origins) {

    /** Copies the lists. */
    public AllowRule {
        kinds = List.copyOf(kinds);
        origins = List.copyOf(origins);
    }

    /** Allows these kinds everywhere. */
    public static AllowRule kinds(String... kinds) {
        return new AllowRule(
                List.of(kinds).stream()
                        .map(kind -> new AllowedKind(kind, Optional.empty()))
                        .toList(),
                List.of());
    }

    /** Allows every kind everywhere. */
    public static AllowRule everything() {
        return kinds(AllowedKind.ANY);
    }

    /** What Backstage allows if nothing is configured: Component, API and Location. */
    public static AllowRule standard() {
        return kinds("Component", "API", "Location");
    }

    /** This rule, about one registration only. */
    public AllowRule forOrigin(LocationRef origin) {
        return new AllowRule(
                kinds, List.of(new OriginMatch(origin.type(), Optional.of(origin.target()), Optional.empty())));
    }

    /** Whether this rule allows an entity that a registration led to. */
    public boolean allows(EntityDescriptor descriptor, LocationRef origin) {
        boolean about = origins.isEmpty() || origins.stream().anyMatch(match -> match.matches(origin));
        return about && kinds.stream().anyMatch(kind -> kind.matches(descriptor));
    }

    /** {@code Component, API of type openapi, from url:https://git.test/**}. */
    @Override
    public String toString() {
        String allowed = kinds.stream().map(AllowedKind::toString).collect(Collectors.joining(", "));
        String from = origins.stream().map(OriginMatch::toString).collect(Collectors.joining(", "));
        return (allowed.isEmpty() ? "nothing" : allowed) + (from.isEmpty() ? "" : " from " + from);
    }

    /**
     * A kind, or one type of it.
     *
     * @param kind without regard to case; {@value #ANY} for any
     * @param specType the value of {@code spec.type}, without regard to case
     */
    public record AllowedKind(String kind, Optional<String> specType) {
        /** Stands for every kind. */
        public static final String ANY = "*";

        boolean matches(EntityDescriptor descriptor) {
            boolean sameKind = kind.equals(ANY)
                    || descriptor.kind().filter(kind::equalsIgnoreCase).isPresent();
            return sameKind
                    && (specType.isEmpty()
                            || descriptor
                                    .spec()
                                    .string("type")
                                    .filter(specType.get()::equalsIgnoreCase)
                                    .isPresent());
        }

        @Override
        public String toString() {
            return (kind.equals(ANY) ? "every kind" : kind)
                    + specType.map(type -> " of type " + type).orElse("");
        }
    }

    /**
     * Which registrations.
     *
     * @param type {@code file} or {@code url}
     * @param exact the target itself
     * @param pattern a pattern for the target, see {@link Glob}, without regard to case
     */
    public record OriginMatch(String type, Optional<String> exact, Optional<String> pattern) {

        /** @throws IllegalArgumentException if both are given, or the pattern is too long */
        public OriginMatch {
            if (exact.isPresent() && pattern.isPresent()) {
                throw new IllegalArgumentException("A rule's location has either \"exact\" or \"pattern\", not both: "
                        + exact.get() + ", " + pattern.get());
            }
            pattern.ifPresent(Glob::of);
        }

        boolean matches(LocationRef origin) {
            if (!type.equals(origin.type())) {
                return false;
            }
            return exact.map(origin.target()::equals)
                    .or(() -> pattern.map(text -> Glob.of(text.toLowerCase(Locale.ROOT))
                            .matches(origin.target().toLowerCase(Locale.ROOT))))
                    .orElse(true);
        }

        @Override
        public String toString() {
            return type + ":" + exact.or(() -> pattern).orElse("*");
        }
    }
}
