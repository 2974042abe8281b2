package dev.portalsdk.scaffolder.action;

import dev.portalsdk.model.Value;
import dev.portalsdk.scaffolder.ActionContext;
import dev.portalsdk.scaffolder.ActionDescriptor;
import dev.portalsdk.scaffolder.ScaffolderAction;
import dev.portalsdk.scaffolder.ScaffolderAction.NoOutput;
import dev.portalsdk.scaffolder.ScaffolderException;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Optional;

/** {@code debug:log}: writes a message, and what is in the workspace, into the log. */
public final class DebugLogAction implements ScaffolderAction<DebugLogAction.Input, NoOutput> {
    private static final int MAX_CONTENT = 64 << 10;
    private static final ActionDescriptor<Input, NoOutput> DESCRIPTOR = ActionDescriptor.builder(
                    "debug:log", Input.class, NoOutput.class)
            .description("Writes a message into the log, and lists the workspace.")
            .example("Writes a message into the log.", """
                    {"message": "Hello from the template"}
                    """)
            .example("Lists the files of the workspace.", """
                    {"listWorkspace": true}
                    """)
            .changesOnlyWorkspace()
            .build();

    /**
     * Input of the action.
     *
     * @param message what to write
     * @param listWorkspace true or {@code with-filenames} to list the files, {@code with-contents} to print them too
     */
    public record Input(Optional<String> message, Optional<Value> listWorkspace) {}

    /** An action without settings. */
    public DebugLogAction() {}

    @Override
    public ActionDescriptor<Input, NoOutput> descriptor() {
        return DESCRIPTOR;
    }

    @Override
    public NoOutput run(Input input, ActionContext context) throws IOException {
        input.message().ifPresent(context.log()::info);
        Value listing = input.listWorkspace().orElse(Value.Bool.FALSE);
        if (!listing.equals(Value.Bool.FALSE)) {
            list(context, withContents(listing));
        }
        return NoOutput.NONE;
    }

    private static boolean withContents(Value listing) {
        String mode = listing instanceof Value.Bool
                ? "with-filenames"
                : listing.asString().orElse("");
        return switch (mode) {
            case "with-filenames" -> false;
            case "with-contents" -> true;
            default ->
                throw new ScaffolderException(
                        "listWorkspace must be true, false, \"with-filenames\" or \"with-contents\", not " + listing);
        };
    }

    private static void list(ActionContext context, boolean contents) throws IOException {
        StringBuilder listing = new StringBuilder("Workspace:");
        for (String file : context.workspace().files()) {
            listing.append("\n  - ").append(file);
            if (contents) {
                byte[] bytes = Files.readAllBytes(context.workspace().resolve(file));
                listing.append(":\n\n").append(shown(bytes)).append('\n');
            }
        }
        context.log().info(listing.toString());
    }

    private static String shown(byte[] bytes) {
        String text = TextContent.decode(bytes).orElse("(" + bytes.length + " bytes that are no text)");
        return text.length() <= MAX_CONTENT ? text : text.substring(0, MAX_CONTENT) + "… (cut)";
    }
}
