package dev.portalsdk.catalog.discovery;

import dev.portalsdk.config.Config;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * Which repositories a discovery takes: {@code catalog.providers.github.<id>.filters}, as Backstage's GithubEntityProvider.
 *
 * @param branch read instead of the default branch
 * @param repository the whole name of a repository matches it
 * @param includeTopics a repository has at least one of them; empty for any
 * @param excludeTopics a repository has none of them; goes before the others
 * @param allowForks whether forks are taken, which they are by default
 * @param allowArchived whether archived repositories are taken, which they are not by default
 * @param visibility {@code public}, {@code private}, {@code internal}; empty for any
 */
public record RepositoryFilters(
        Optional<String> branch,
        Optional<Pattern> repository,
        Set<String> includeTopics,
        Set<String> excludeTopics,
        boolean allowForks,
        boolean allowArchived,
        Set<String> visibility) {
    private static final Set<String> VISIBILITIES = Set.of("public", "private", "internal");

    public RepositoryFilters {
        includeTopics = Set.copyOf(includeTopics);
        excludeTopics = Set.copyOf(excludeTopics);
        visibility = Set.copyOf(visibility);
    }

    /** All repositories but archived ones, on their default branches. */
    public static RepositoryFilters none() {
        return new RepositoryFilters(Optional.empty(), Optional.empty(), Set.of(), Set.of(), true, false, Set.of());
    }

    /** Reads {@code filters}. @throws dev.portalsdk.config.ConfigException if a value is wrong */
    static RepositoryFilters of(Config provider) {
        Config filters = provider.at("filters");
        List<String> visibility = filters.strings("visibility");
        if (!VISIBILITIES.containsAll(visibility)) {
            throw filters.invalid("visibility", "a list of public, private and internal");
        }
        return new RepositoryFilters(
                filters.string("branch"),
                expression(filters, "repository", text -> "^(?:" + text + ")$"),
                Set.copyOf(filters.strings("topic.include")),
                Set.copyOf(filters.strings("topic.exclude")),
                filters.bool("allowForks").orElse(true),
                filters.bool("allowArchived").orElse(false),
                Set.copyOf(visibility));
    }

    /** @throws dev.portalsdk.config.ConfigException if it is no regular expression */
    static Optional<Pattern> expression(Config config, String key, UnaryOperator<String> around) {
        try {
            return config.string(key).map(text -> Pattern.compile(around.apply(text)));
        } catch (PatternSyntaxException e) {
            throw config.invalid(key, "a regular expression");
        }
    }

    /** Whether a repository is taken; one without commits never is. */
    boolean take(DiscoveredRepository found) {
        return (allowArchived || !found.archived())
                && (allowForks || !found.fork())
                && found.tip().isPresent()
                && repository
                        .filter(pattern -> !pattern.matcher(found.name()).matches())
                        .isEmpty()
                && found.topics().stream().noneMatch(excludeTopics::contains)
                && (includeTopics.isEmpty() || found.topics().stream().anyMatch(includeTopics::contains))
                && (visibility.isEmpty()
                        || visibility.contains(found.visibility().toLowerCase(Locale.ROOT)));
    }
}
