package dev.portalsdk.config;

import dev.portalsdk.model.SourceLocation;
import dev.portalsdk.model.Value;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** One layer of a configuration. */
sealed interface ConfigSource {
    /** Its tree; empty if it is not there or unusable, which the transform then has among its findings. */
    Optional<ConfigNode> load(ConfigTransform transform);

    record File(Path path, boolean optional) implements ConfigSource {
        @Override
        public Optional<ConfigNode> load(ConfigTransform transform) {
            return optional && !Files.exists(path) ? Optional.empty() : transform.load(path);
        }
    }

    /**
     * The files Backstage looks for by default (its documentation, Static Configuration, "Supplying Configuration").
     *
     * @param environment absent means what {@code BACKSTAGE_ENV} says
     */
    record DefaultFiles(Path directory, Optional<String> environment) implements ConfigSource {
        private static final String VARIABLE = "BACKSTAGE_ENV";

        static boolean isName(String text) {
            return text.matches("[A-Za-z0-9_-]{1,100}");
        }

        @Override
        public Optional<ConfigNode> load(ConfigTransform transform) {
            Optional<String> name =
                    environment.or(() -> transform.variable(VARIABLE)).filter(text -> !text.isEmpty());
            if (name.filter(text -> !isName(text)).isPresent()) {
                transform.report(
                        SourceLocation.startOf("environment:" + VARIABLE),
                        VARIABLE + " is not letters, digits, underscores and hyphens only");
                return Optional.empty();
            }
            Optional<ConfigNode> merged = new File(directory.resolve("app-config.yaml"), false).load(transform);
            for (String overlay : overlays(name)) {
                Optional<ConfigNode> next = new File(directory.resolve(overlay), true).load(transform);
                merged = merged.isEmpty()
                        ? next
                        : merged.map(base -> next.map(base::mergedWith).orElse(base));
            }
            return merged;
        }

        private static List<String> overlays(Optional<String> name) {
            return name.map(env -> List.of(
                            "app-config." + env + ".yaml",
                            "app-config.local.yaml",
                            "app-config." + env + ".local.yaml"))
                    .orElse(List.of("app-config.local.yaml"));
        }
    }

    record Given(SourceLocation place, Value.Obj value) implements ConfigSource {
        @Override
        public Optional<ConfigNode> load(ConfigTransform transform) {
            return Optional.of(ConfigNode.of(value, place, false));
        }
    }
}
