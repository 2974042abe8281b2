package dev.portalsdk.techdocs.markdown;

import dev.portalsdk.model.SourceLocation;

/**
 * A link or an image as the author wrote it.
 *
 * @param kind what points there
 * @param target the destination before any rewriting, for example {@code ../api.md#errors}
 * @param location where the link stands
 */
public record PageLink(Kind kind, String target, SourceLocation location) {

    /** What a link is made of. */
    public enum Kind {
        /** A Markdown link, or {@code href} in raw HTML. */
        LINK,
        /** A Markdown image, or {@code src} in raw HTML. */
        IMAGE
    }
}
