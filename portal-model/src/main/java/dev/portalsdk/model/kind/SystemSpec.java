package dev.portalsdk.model.kind;

import java.util.Optional;

/**
 * Spec of a System: components, APIs and resources that belong together.
 *
 * @param owner reference to a Group or User
 * @param domain reference to a Domain
 * @param type a word of the organisation's own
 */
public record SystemSpec(String owner, Optional<String> domain, Optional<String> type) {}
