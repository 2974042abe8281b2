package dev.portalsdk.model.kind;

import java.util.Optional;

/**
 * Spec of a Domain: systems that share a business purpose.
 *
 * @param owner reference to a Group or User
 * @param subdomainOf reference to a Domain
 * @param type a word of the organisation's own
 */
public record DomainSpec(String owner, Optional<String> subdomainOf, Optional<String> type) {}
