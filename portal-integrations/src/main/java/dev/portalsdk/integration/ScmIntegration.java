package dev.portalsdk.integration;

import java.util.Optional;

/**
 * A host of source code that is configured under {@code integrations}: the arithmetic of its URLs, and how it is reached.
 *
 * <p>Implementations are immutable and do no input or output. A host's own kind of integration is given to
 * {@link Integrations.Builder#add}, or registered with {@link Integrations.Builder#type} to be read from the configuration.
 */
public interface ScmIntegration {
    /** The kind of host, {@code github}: the key under {@code integrations}. */
    String type();

    /** The host, lower case, with its port if it is not the scheme's own. */
    String host();

    /** Takes a URL on this host apart; empty if it is on another one or shows neither file, directory nor repository. */
    Optional<ScmUrl> parse(String url);

    /** The web address of a file, directory or repository. */
    String webUrl(ScmUrl place);

    /** Where Git clones the repository from, over HTTP or SSH; without credentials. */
    String cloneUrl(ScmUrl place);

    /**
     * What a reference written in the file at {@code base} means.
     *
     * @param target a URL, a path relative to the file, or one from the root of the repository, {@code /docs/a.md}
     * @throws IllegalArgumentException if {@code base} is no URL, or the result is none
     */
    String resolveUrl(String target, String base);

    /** Where a person edits the file; the URL itself if the host has no such page for it. */
    String editUrl(String url);

    /** How it is reached: addresses, credentials, API. */
    ScmAccess access();
}
