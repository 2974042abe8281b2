package dev.portalsdk.techdocs.markdown;

import java.util.Base64;
import java.util.Set;

/** A drawn diagram. It becomes an image within the page, so that nothing an author wrote into it can run. Immutable. */
public final class Diagram {

    private static final Set<String> MEDIA_TYPES = Set.of("image/svg+xml", "image/png", "image/webp");

    private final String mediaType;
    private final String content;

    /**
     * @param mediaType {@code image/svg+xml}, {@code image/png} or {@code image/webp}
     * @param content the bytes of the image
     * @throws IllegalArgumentException if the media type is none of the three
     */
    public Diagram(String mediaType, byte[] content) {
        if (!MEDIA_TYPES.contains(mediaType)) {
            throw new IllegalArgumentException("\"" + mediaType + "\" is none of " + MEDIA_TYPES);
        }
        this.mediaType = mediaType;
        this.content = Base64.getEncoder().encodeToString(content);
    }

    /** @param description read to those who do not see the image */
    String toHtml(String description) {
        CodeHtml alt = new CodeHtml(description.length());
        alt.text(description);
        return "<img class=\"diagram\" alt=\"" + alt + "\" src=\"data:" + mediaType + ";base64," + content + "\">";
    }
}
