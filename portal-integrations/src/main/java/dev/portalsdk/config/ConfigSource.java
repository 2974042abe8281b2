package dev.portalsdk.config;

import dev.portalsdk.model.SourceLocation;
import dev.portalsdk.model.Value;
import java.nio.file.Files;
import java.nio.file.Path;
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

    record Given(SourceLocation place, Value.Obj value) implements ConfigSource {
        @Override
        public Optional<ConfigNode> load(ConfigTransform transform) {
            return Optional.of(ConfigNode.of(value, place, false));
        }
    }
}
