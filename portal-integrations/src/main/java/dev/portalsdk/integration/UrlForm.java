package dev.portalsdk.integration;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The form of a host's web addresses: {@code PREFIX/owner/name/SEPARATOR/blob/branch/path}, in which the dialects differ only by
 * the prefix, the separator and where the repository ends.
 */
final class UrlForm {
    private final List<String> prefix;
    private final List<String> separator;
    private final Division division;
    private final boolean keepsSuffix;

    /** Where the repository ends. */
    @FunctionalInterface
    interface Division {
        /** @return how many of the parts (after the prefix) name the repository; empty if they name none */
        OptionalInt repositoryParts(List<String> parts);
    }

    /**
     * @param prefix parts before the owner, for hosts below a path
     * @param separator parts between repository and view
     * @param keepsSuffix whether {@code .git} belongs to the address of a repository
     */
    UrlForm(List<String> prefix, List<String> separator, Division division, boolean keepsSuffix) {
        this.keepsSuffix = keepsSuffix;
        this.prefix = List.copyOf(prefix);
        this.separator = List.copyOf(separator);
        this.division = division;
    }

    /** A URL taken apart into where its parts stand. */
    private record Places(List<String> parts, int name, int view) {
        int ref() {
            return view + 1;
        }

        boolean hasRef() {
            return ref() < parts.size();
        }
    }

    Optional<ScmUrl> parse(WebUrl url) {
        return places(url).flatMap(places -> scmUrl(url, places));
    }

    private Optional<ScmUrl> scmUrl(WebUrl url, Places places) {
        List<String> parts = places.parts();
        String owner = String.join("/", parts.subList(prefix.size(), places.name()));
        String written = parts.get(places.name());
        String name = written.replaceFirst("(?<=.)\\.git$", "");
        WebUrl repository = url.withPath("/" + encoded(parts.subList(0, places.name())) + "/"
                + WebUrl.encodeSegment(keepsSuffix ? written : name));
        if (parts.size() == places.name() + 1) {
            return Optional.of(new ScmUrl(repository, owner, name, ScmUrl.View.REPOSITORY, Optional.empty(), ""));
        }
        return ScmUrl.View.of(parts.get(places.view()))
                .filter(view -> places.hasRef())
                .map(view -> new ScmUrl(
                        repository,
                        owner,
                        name,
                        view,
                        Optional.of(parts.get(places.ref())),
                        String.join("/", parts.subList(places.ref() + 1, parts.size()))));
    }

    private Optional<Places> places(WebUrl url) {
        List<String> parts = url.segments();
        if (parts.size() <= prefix.size() || !parts.subList(0, prefix.size()).equals(prefix)) {
            return Optional.empty();
        }
        OptionalInt length = division.repositoryParts(parts.subList(prefix.size(), parts.size()));
        if (length.isEmpty()) {
            return Optional.empty();
        }
        int name = prefix.size() + length.getAsInt() - 1;
        Places places = new Places(parts, name, viewIndex(parts, name + 1));
        boolean whole = parts.size() == name + 1 || places.view() < parts.size();
        return Optional.of(places).filter(found -> whole && areNames(found));
    }

    /** The separator may be missing: hosts wrote their URLs without it once, and still take them. */
    private int viewIndex(List<String> parts, int after) {
        int end = after + separator.size();
        return end <= parts.size() && parts.subList(after, end).equals(separator) ? end : after;
    }

    /**
     * Whether every part is one name: an encoded slash could smuggle in {@code ..} and lead the API request, which carries the
     * token, elsewhere. Only a branch may hold slashes; Git allows no {@code ..} in it.
     */
    private static boolean areNames(Places places) {
        for (int i = 0; i < places.parts().size(); i++) {
            String part = places.parts().get(i);
            for (String name : part.split("/", -1)) {
                boolean whole = i == places.ref() || name.equals(part);
                if (!whole || name.isEmpty() || name.equals(".") || name.equals("..")) {
                    return false;
                }
            }
        }
        return true;
    }

    /** The path of a URL up to and including the branch, or the repository if it names none. */
    private String repositoryRoot(WebUrl url) {
        List<String> raw = Arrays.stream(url.path().split("/"))
                .filter(part -> !part.isEmpty())
                .toList();
        Optional<Places> places = places(url).filter(found -> scmUrl(url, found).isPresent());
        int end = places.map(found -> found.hasRef() ? found.ref() + 1 : found.name() + 1)
                .orElse(Math.min(raw.size(), prefix.size() + 2));
        return "/" + String.join("/", raw.subList(0, end));
    }

    /** What a reference in the document at {@code base} means; one that starts with a slash starts at the repository's root. */
    String resolve(String target, String base) {
        WebUrl from = WebUrl.parse(base).orElseThrow(() -> Integrations.noUrl(base));
        Optional<WebUrl> resolved = target.startsWith("/") && !target.startsWith("//")
                ? Optional.of(from.withPath(repositoryRoot(from) + target))
                : from.resolve(target);
        return resolved.orElseThrow(() -> Integrations.noUrl(target))
                .withQuery(from.query())
                .toString();
    }

    /** Only the word changes; a URL that shows something else, or is raw, is left alone. */
    WebUrl asView(WebUrl url, ScmUrl.View view) {
        Optional<Places> places = places(url).filter(Places::hasRef);
        Optional<ScmUrl.View> now =
                places.flatMap(found -> ScmUrl.View.of(found.parts().get(found.view())));
        if (now.isEmpty() || now.get() == ScmUrl.View.RAW) {
            return url;
        }
        String path = url.path();
        int start = startOfPart(path, places.get().view());
        int end = path.indexOf('/', start);
        return new WebUrl(
                url.scheme(),
                url.host(),
                url.port(),
                path.substring(0, start) + view.word() + path.substring(end),
                url.query(),
                url.fragment());
    }

    /** Where the part of that index starts in a path; slashes that follow one another separate no more than one does. */
    private static int startOfPart(String path, int index) {
        int at = 0;
        for (int part = 0; ; part++) {
            while (path.charAt(at) == '/') {
                at++;
            }
            if (part == index) {
                return at;
            }
            at = path.indexOf('/', at);
        }
    }

    String webUrl(ScmUrl place) {
        if (place.ref().isEmpty() || place.view() == ScmUrl.View.REPOSITORY) {
            return place.repository().toString();
        }
        String between = separator.isEmpty() ? "/" : "/" + String.join("/", separator) + "/";
        return place.repository() + between + place.view().word() + "/"
                + WebUrl.encodeSegment(place.ref().get()) + suffix(place);
    }

    /** The path of a place, encoded, with a slash before it unless it is empty. */
    static String suffix(ScmUrl place) {
        return place.path().isEmpty() ? "" : "/" + WebUrl.encodePath(place.path());
    }

    private static String encoded(List<String> parts) {
        return String.join("/", parts.stream().map(WebUrl::encodeSegment).toList());
    }
}
