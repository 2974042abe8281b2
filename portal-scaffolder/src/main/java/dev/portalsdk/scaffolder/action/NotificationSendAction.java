package dev.portalsdk.scaffolder.action;

import dev.portalsdk.model.EntityRef;
import dev.portalsdk.scaffolder.ActionContext;
import dev.portalsdk.scaffolder.ActionDescriptor;
import dev.portalsdk.scaffolder.Effect;
import dev.portalsdk.scaffolder.Notification;
import dev.portalsdk.scaffolder.NotificationSender;
import dev.portalsdk.scaffolder.ScaffolderAction;
import dev.portalsdk.scaffolder.ScaffolderAction.NoOutput;
import dev.portalsdk.scaffolder.ScaffolderException;
import dev.portalsdk.scaffolder.action.internal.Choices;
import java.util.List;
import java.util.Optional;

/** {@code notification:send}: tells people something, once. */
public final class NotificationSendAction implements ScaffolderAction<NotificationSendAction.Input, NoOutput> {
    private static final List<String> RECIPIENTS = List.of("broadcast", "entity");
    private static final List<String> SEVERITIES = List.of("low", "normal", "high", "critical");
    private static final ActionDescriptor<Input, NoOutput> DESCRIPTOR = ActionDescriptor.builder(
                    "notification:send", Input.class, NoOutput.class)
            .description("Sends a notification.")
            .example("Tells the owners of a team's entities.", """
                    {"recipients": "entity", "entityRefs": ["group:default/team-a"], "title": "The service is there"}
                    """)
            .supportsDryRun()
            .build();

    /**
     * Input of the action.
     *
     * @param recipients {@code broadcast} or {@code entity}
     * @param entityRefs to whom, with {@code entity}
     * @param title in a line
     * @param info the rest
     * @param link where to read on
     * @param severity {@code low}, {@code normal}, {@code high} or {@code critical}; normal unless set
     * @param scope notifications of one scope replace one another
     * @param topic what it is about
     * @param optional whether the step succeeds if it cannot be sent
     */
    public record Input(
            String recipients,
            Optional<List<String>> entityRefs,
            String title,
            Optional<String> info,
            Optional<String> link,
            Optional<String> severity,
            Optional<String> scope,
            Optional<String> topic,
            Optional<Boolean> optional) {}

    private final NotificationSender sender;

    /** With the host's way to send. */
    public NotificationSendAction(NotificationSender sender) {
        this.sender = sender;
    }

    @Override
    public ActionDescriptor<Input, NoOutput> descriptor() {
        return DESCRIPTOR;
    }

    @Override
    public NoOutput run(Input input, ActionContext context) throws Exception {
        Choices.require("recipients", input.recipients(), RECIPIENTS);
        String severity = Choices.require("severity", input.severity().orElse("normal"), SEVERITIES);
        boolean named = input.recipients().equals("entity");
        if (named && input.entityRefs().isEmpty()) {
            if (input.optional().orElse(false)) {
                return NoOutput.NONE;
            }
            throw new ScaffolderException("recipients: entity needs entityRefs");
        }
        List<EntityRef> recipients = named
                ? input.entityRefs().orElse(List.of()).stream()
                        .map(NotificationSendAction::parse)
                        .toList()
                : List.of();
        Notification notification = new Notification(
                recipients, input.title(), input.info(), input.link(), severity, input.topic(), input.scope());
        if (context.dryRun()) {
            context.log().info("Would send \"" + input.title() + "\" to " + input.recipients());
            return NoOutput.NONE;
        }
        send(notification, input.optional().orElse(false), context);
        return NoOutput.NONE;
    }

    private static EntityRef parse(String text) {
        try {
            return EntityRef.parse(text);
        } catch (IllegalArgumentException e) {
            throw new ScaffolderException(String.valueOf(e.getMessage()), e);
        }
    }

    private void send(Notification notification, boolean optional, ActionContext context) throws Exception {
        try {
            context.effect(
                    "send", Boolean.class, Effect.once("send the notification \"" + notification.title() + "\"", () -> {
                        sender.send(notification);
                        return true;
                    }));
        } catch (InterruptedException e) {
            throw e;
        } catch (Exception e) {
            if (!optional) {
                throw e;
            }
            context.log().warn("The notification is not sent, which this step allows: " + e.getMessage());
        }
    }
}
