package dev.portalsdk.scaffolder;

import dev.portalsdk.model.EntityRef;
import java.util.List;
import java.util.Optional;

/**
 * What {@code notification:send} says to people.
 *
 * @param recipients users and groups; empty for everybody
 * @param title in a line
 * @param description the rest
 * @param link where to read on
 * @param severity {@code low}, {@code normal}, {@code high} or {@code critical}
 * @param topic what it is about
 * @param scope notifications of one scope replace one another
 */
public record Notification(
        List<EntityRef> recipients,
        String title,
        Optional<String> description,
        Optional<String> link,
        String severity,
        Optional<String> topic,
        Optional<String> scope) {

    /** Copies the list. */
    public Notification {
        recipients = List.copyOf(recipients);
    }
}
