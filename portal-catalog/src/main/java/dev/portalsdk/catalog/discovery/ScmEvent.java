package dev.portalsdk.catalog.discovery;

import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Something that happened to a repository, as its host tells it. */
public sealed interface ScmEvent {
    /** Its web address, {@code https://github.com/acme/web}; after a move the new one. */
    String repositoryUrl();

    /** All web addresses that it concerns: after a move the one before, too. */
    default List<String> addresses() {
        return List.of(repositoryUrl());
    }

    /**
     * Commits came to a branch.
     *
     * @param branch its name, {@code main}
     * @param added paths, each once
     * @param modified paths, each once
     * @param removed paths, each once
     * @param complete whether these are all paths: not after a forced push, or when there were too many
     */
    record Pushed(
            String repositoryUrl,
            String branch,
            List<String> added,
            List<String> modified,
            List<String> removed,
            boolean complete)
            implements ScmEvent {
        public Pushed {
            added = List.copyOf(added);
            modified = List.copyOf(modified);
            removed = List.copyOf(removed);
        }

        /** All paths that it touched. */
        public List<String> paths() {
            return Stream.of(added, modified, removed)
                    .flatMap(List::stream)
                    .distinct()
                    .toList();
        }

        boolean addsOrRemoves(Predicate<String> path) {
            return !complete || Stream.concat(added.stream(), removed.stream()).anyMatch(path);
        }
    }

    /**
     * It was renamed, or moved to another owner.
     *
     * @param before its web address until then
     */
    record Moved(String repositoryUrl, String before) implements ScmEvent {
        @Override
        public List<String> addresses() {
            return List.of(repositoryUrl, before);
        }
    }

    /**
     * It is new, or gone, or shown otherwise: made, deleted, archived, its visibility, topics or default branch changed.
     *
     * @param action as GitHub names it: {@code created}, {@code deleted}, {@code archived}, {@code edited} …
     */
    record Changed(String repositoryUrl, String action) implements ScmEvent {
        static final String DELETED = "deleted";

        /** Whether it is gone. */
        public boolean isDeletion() {
            return action.equals(DELETED);
        }
    }
}
