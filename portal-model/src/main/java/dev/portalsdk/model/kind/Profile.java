package dev.portalsdk.model.kind;

import java.util.Optional;

/**
 * What to show of a Group or a User.
 *
 * @param displayName name to show
 * @param email mail address
 * @param picture URL of a picture
 */
public record Profile(Optional<String> displayName, Optional<String> email, Optional<String> picture) {}
