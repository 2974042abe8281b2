package dev.portalsdk.techdocs.site;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The link to edit a page, from {@code repo_url}, {@code edit_uri} and {@code edit_uri_template}, or from where the source
 * came from.
 *
 * @param base absolute URL in front of a page's path below the docs folder; a {@code template} holds the path itself
 * @param ofSource whether a template takes the path from the source's root rather than from the docs folder
 */
record EditLinks(Optional<String> base, Optional<String> template, boolean ofSource) {

    private static final Pattern PLACE = Pattern.compile("\\{(path|path_noext)(!q)?}");

    static EditLinks of(Optional<String> repository, Optional<String> editUri, Optional<String> template) {
        Optional<String> root = repository.map(url -> url.endsWith("/") ? url : url + "/");
        if (template.isPresent()) {
            return new EditLinks(Optional.empty(), template.map(text -> resolve(root, text)), false);
        }
        Optional<String> uri =
                editUri.or(() -> repository.flatMap(EditLinks::usualUri)).filter(text -> !text.isEmpty());
        return new EditLinks(
                uri.map(text -> resolve(root, text)).map(text -> text.endsWith("/") ? text : text + "/"),
                Optional.empty(),
                false);
    }

    /** @param urls with <code>{path}</code> in place of a file's path from the source's root */
    static EditLinks ofSource(Optional<String> urls) {
        return new EditLinks(Optional.empty(), urls, true);
    }

    boolean isEmpty() {
        return base.isEmpty() && template.isEmpty();
    }

    /**
     * @param page path in the site
     * @param name of its file from the source's root, for example {@code docs/index.md}
     * @param docs the docs folder of the site itself
     */
    Optional<String> of(String page, String name, String docs) {
        boolean included = !name.equals(docs + "/" + page);
        return template.filter(text -> ofSource || !included)
                .map(text -> fill(text, ofSource ? name : page))
                .or(() -> base.filter(url -> !included || url.endsWith("/" + docs + "/"))
                        .map(url -> included
                                ? url.substring(0, url.length() - docs.length() - 1) + SiteUrls.encode(name)
                                : url + SiteUrls.encode(page)))
                .filter(url -> url.startsWith("https://") || url.startsWith("http://"));
    }

    /** As MkDocs guesses it from the host. */
    private static Optional<String> usualUri(String repository) {
        String url = repository.toLowerCase(Locale.ROOT);
        if (url.startsWith("https://github.com/") || url.startsWith("https://gitlab.com/")) {
            return Optional.of("edit/master/docs/");
        }
        return url.startsWith("https://bitbucket.org/") ? Optional.of("src/default/docs/") : Optional.empty();
    }

    /** A part that starts with {@code ?} or {@code #} is appended as it stands. */
    private static String resolve(Optional<String> root, String uri) {
        if (uri.startsWith("http://") || uri.startsWith("https://")) {
            return uri;
        }
        String front = root.orElse("");
        return uri.startsWith("?") || uri.startsWith("#")
                ? front.substring(0, Math.max(0, front.length() - 1)) + uri
                : front + (uri.startsWith("/") ? uri.substring(1) : uri);
    }

    private static String fill(String template, String page) {
        String withoutEnding = SiteUrls.folder(page) + SiteUrls.stem(page);
        return PLACE.matcher(template).replaceAll(match -> {
            String path = match.group(1).equals("path") ? page : withoutEnding;
            String encoded = SiteUrls.encode(path);
            return Matcher.quoteReplacement(match.group(2) == null ? encoded : encoded.replace("/", "%2F"));
        });
    }
}
