package dev.portalsdk.scaffolder;

import dev.portalsdk.model.EntityRef;
import dev.portalsdk.model.Value;
import dev.portalsdk.scaffolder.task.TaskRecord;
import java.util.List;
import java.util.Optional;

/** Decides who may do what with templates. Called by many threads; what it throws refuses. */
public interface ScaffolderPermissions {

    /** Everybody may do everything. */
    static ScaffolderPermissions all() {
        return new ScaffolderPermissions() {
            @Override
            public boolean maySee(Optional<EntityRef> user, List<String> tags) {
                return true;
            }

            @Override
            public boolean mayRun(TaskRecord task, String actionId, Value.Obj input) {
                return true;
            }
        };
    }

    /**
     * Whether a user sees a step or a page of a form. Those that the user may not see are left out of the template before it is checked and run.
     *
     * @param tags what the step or page says under {@code backstage:permissions.tags}; never empty, since what has no tags everybody sees
     */
    boolean maySee(Optional<EntityRef> user, List<String> tags);

    /**
     * Whether a step may run its action. Asked for all rounds of {@code each} before the first one runs.
     *
     * @param input rendered, with {@code ***} in place of secrets
     */
    boolean mayRun(TaskRecord task, String actionId, Value.Obj input);
}
