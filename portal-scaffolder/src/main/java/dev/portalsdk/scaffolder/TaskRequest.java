package dev.portalsdk.scaffolder;

import dev.portalsdk.config.Secret;
import dev.portalsdk.model.Entity;
import dev.portalsdk.model.Value;
import dev.portalsdk.scaffolder.task.OnFailure;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What to run: a template, what was filled in, and for whom. Immutable.
 *
 * <pre>
 * TaskRequest request = TaskRequest.builder(template)
 *     .values(Value.Obj.of("name", "payments", "owner", "group:default/team-a"))
 *     .secret("USER_OAUTH_TOKEN", Secret.of(token))
 *     .build();
 * </pre>
 */
public final class TaskRequest {
    private final Template template;
    private final Value.Obj values;
    private final Map<String, Secret> secrets;
    private final @Nullable Entity user;
    private final @Nullable OnFailure onFailure;

    private TaskRequest(Builder builder) {
        this.template = builder.template;
        this.values = builder.values;
        this.secrets = Map.copyOf(builder.secrets);
        this.user = builder.user;
        this.onFailure = builder.onFailure;
    }

    /** Starts a request without values. */
    public static Builder builder(Template template) {
        return new Builder(template);
    }

    /** What to run. */
    public Template template() {
        return template;
    }

    /** What was filled in; defaults of the form are the front end's to fill in, as in Backstage, unless the scaffolder is built to. */
    public Value.Obj values() {
        return values;
    }

    /** What templates see as {@code secrets.NAME} in inputs, and actions through their context. */
    public Map<String, Secret> secrets() {
        return secrets;
    }

    /** For whom; templates see it as {@code user.entity} and {@code user.ref}. */
    public Optional<Entity> user() {
        return Optional.ofNullable(user);
    }

    /** What to do with what was made if the task fails or is cancelled; empty for what the template or the scaffolder says. */
    public Optional<OnFailure> onFailure() {
        return Optional.ofNullable(onFailure);
    }

    /** This request with other values. */
    TaskRequest withValues(Value.Obj filledIn) {
        return copy(template).values(filledIn).build();
    }

    /** This request for another template. */
    TaskRequest withTemplate(Template other) {
        return copy(other).values(values).build();
    }

    private Builder copy(Template of) {
        Builder copy = builder(of);
        copy.secrets.putAll(secrets);
        copy.user = user;
        copy.onFailure = onFailure;
        return copy;
    }

    /** Builds a request; for one thread. */
    public static final class Builder {
        private final Template template;
        private Value.Obj values = Value.Obj.empty();
        private final Map<String, Secret> secrets = new LinkedHashMap<>();
        private @Nullable Entity user;
        private @Nullable OnFailure onFailure;

        private Builder(Template template) {
            this.template = Objects.requireNonNull(template, "template");
        }

        /** What was filled in. */
        public Builder values(Value.Obj filledIn) {
            this.values = Objects.requireNonNull(filledIn, "values");
            return this;
        }

        /** A secret by name. */
        public Builder secret(String name, Secret secret) {
            secrets.put(name, secret);
            return this;
        }

        /** For whom it runs. */
        public Builder user(Entity entity) {
            this.user = entity;
            return this;
        }

        /** What to do with what was made if the task fails or is cancelled. */
        public Builder onFailure(OnFailure reaction) {
            this.onFailure = reaction;
            return this;
        }

        /** The request. */
        public TaskRequest build() {
            return new TaskRequest(this);
        }
    }
}
