package dev.portalsdk.http.scaffolder;

import dev.portalsdk.config.Secret;
import dev.portalsdk.http.access.Principal;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Suggests values for a field of a form, such as the repositories of a workspace, from a service that whoever fills it in has signed in to. Called by many threads. */
@FunctionalInterface
public interface FieldSuggestions {
    /**
     * The suggestions, best first.
     *
     * @throws IllegalArgumentException if the question makes no sense: answered with 400, and its message
     * @throws IOException if the service cannot be asked: answered with 503
     */
    List<Suggestion> suggest(Question question) throws IOException;

    /**
     * What is asked.
     *
     * @param resource what values are wanted of: {@code repositories}, {@code branches} …
     * @param token of whoever asks, for the service; never log it
     * @param context what was filled in before: {@code {"workspace": "acme"}}
     * @param who asks
     */
    record Question(String resource, Secret token, Map<String, String> context, Principal who) {
        /** Copies the map. */
        public Question {
            context = Map.copyOf(context);
        }
    }

    /**
     * A value.
     *
     * @param title is shown in its place
     */
    record Suggestion(String id, Optional<String> title) {
        /** A value that is shown as it is. */
        public static Suggestion of(String id) {
            return new Suggestion(id, Optional.empty());
        }
    }
}
