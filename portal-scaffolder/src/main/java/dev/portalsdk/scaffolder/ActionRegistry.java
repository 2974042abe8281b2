package dev.portalsdk.scaffolder;

import dev.portalsdk.model.Suggestions;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The actions that steps can call, by id. Immutable. */
public final class ActionRegistry {
    private final Map<String, ScaffolderAction<?, ?>> actions;

    private ActionRegistry(Map<String, ScaffolderAction<?, ?>> actions) {
        this.actions = actions;
    }

    /**
     * A registry of these actions.
     *
     * @throws ScaffolderException naming all ids that two of them share
     */
    public static ActionRegistry of(Collection<? extends ScaffolderAction<?, ?>> actions) {
        Map<String, ScaffolderAction<?, ?>> byId = new TreeMap<>();
        List<String> duplicates = new ArrayList<>();
        for (ScaffolderAction<?, ?> action : actions) {
            String id = action.descriptor().id();
            if (byId.putIfAbsent(id, action) != null) {
                duplicates.add(id);
            }
        }
        if (!duplicates.isEmpty()) {
            throw new ScaffolderException(
                    "More than one action is called " + String.join(", ", duplicates) + "; register each once");
        }
        return new ActionRegistry(byId);
    }

    /** The action of an id. */
    public Optional<ScaffolderAction<?, ?>> find(String id) {
        return Optional.ofNullable(actions.get(id));
    }

    /** All actions, by id. */
    public List<ActionDescriptor<?, ?>> descriptors() {
        List<ActionDescriptor<?, ?>> descriptors = new ArrayList<>();
        actions.values().forEach(action -> descriptors.add(action.descriptor()));
        return List.copyOf(descriptors);
    }

    String unknown(String id) {
        String suggestion = Suggestions.didYouMean(id, actions.keySet())
                .map(text -> "; " + text)
                .orElse("");
        return "There is no action \"" + id + "\" (known: " + String.join(", ", actions.keySet()) + suggestion + ")";
    }
}
