package dev.portalsdk.techdocs.site;

import dev.portalsdk.model.Diagnostic;
import dev.portalsdk.techdocs.markdown.LinkRewriter;
import dev.portalsdk.techdocs.markdown.PageLink;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Leads the links of one page to where their targets are in the site, and notes what is wrong with them. */
final class PageResolver implements LinkRewriter {

    private static final Pattern EXTERNAL = Pattern.compile("(?:[A-Za-z][A-Za-z0-9+.-]*:|//).*", Pattern.DOTALL);

    /** A link to an anchor, to be checked when all pages are rendered. */
    record AnchorUse(PageLink link, String page, String anchor) {}

    private final String page;
    private final DocsFolder folder;
    private final SiteUrls urls;
    private final List<Diagnostic> findings = new ArrayList<>();
    private final List<AnchorUse> anchors = new ArrayList<>();
    private final List<String> answers = new ArrayList<>();
    private final Set<String> assets = new LinkedHashSet<>();

    PageResolver(String page, DocsFolder folder, SiteUrls urls) {
        this.page = page;
        this.folder = folder;
        this.urls = urls;
    }

    List<Diagnostic> findings() {
        return findings;
    }

    List<AnchorUse> anchors() {
        return anchors;
    }

    /** What {@link #rewrite} answered, in the order it was asked. */
    List<String> answers() {
        return answers;
    }

    /** The files other than pages that the page shows or links to. */
    Set<String> assets() {
        return assets;
    }

    @Override
    public String rewrite(PageLink link) {
        String answer = resolve(link);
        answers.add(answer);
        return answer;
    }

    private String resolve(PageLink link) {
        String target = link.target();
        if (EXTERNAL.matcher(target).matches()) {
            return target;
        }
        Parts parts = Parts.of(target);
        if (parts.path().isEmpty()) {
            useAnchor(link, page, parts);
            return target;
        }
        return parts.path().startsWith("/") ? absolute(link, parts) : relative(link, parts);
    }

    private String relative(PageLink link, Parts parts) {
        Optional<String> resolved = resolve(SiteUrls.folder(page), decode(parts.path()));
        if (resolved.isEmpty()) {
            report(LinkRules.OUTSIDE, link, "leads out of the docs folder", Optional.empty());
            return link.target();
        }
        String path = resolved.get();
        if (folder.contains(path)) {
            return to(path, link, parts);
        }
        Optional<String> otherCase = folder.ignoringCase(path);
        if (otherCase.isPresent()) {
            report(
                    LinkRules.CASE,
                    link,
                    "differs in upper and lower case from \"" + otherCase.get() + "\"",
                    Optional.of("Write it as the file is named; not every file system forgives"));
            return to(otherCase.get(), link, parts);
        }
        return elsewhere(path, link, parts);
    }

    private String to(String path, PageLink link, Parts parts) {
        String from = urls.url(page);
        if (!SiteUrls.isPage(path)) {
            assets.add(path);
            return SiteUrls.relative(from, SiteUrls.encode(path)) + parts.query() + parts.fragment();
        }
        useAnchor(link, path, parts);
        String fragment = parts.fragment().equals("#") ? "" : parts.fragment();
        return SiteUrls.relative(from, urls.url(path)) + parts.query() + fragment;
    }

    /** No file of that name: the address of a page as it is served, a folder, or nothing at all. */
    private String elsewhere(String path, PageLink link, Parts parts) {
        if (!SiteUrls.isPage(path)) {
            Optional<String> served = resolve(SiteUrls.folder(decode(urls.url(page))), decode(parts.path()))
                    .flatMap(this::pageServedAt);
            Optional<String> meant = served.or(() -> pageServedAt(path));
            if (meant.isPresent()) {
                String file = SiteUrls.relative(page, meant.get());
                report(
                        served.isPresent() ? LinkRules.UNRECOGNIZED : LinkRules.MISSING,
                        link,
                        "is not the name of a file",
                        Optional.of("Did you mean \"" + file + "\"?"));
                return link.target();
            }
        }
        report(LinkRules.MISSING, link, "is not in the docs folder", suggestion(path));
        return link.target();
    }

    private Optional<String> pageServedAt(String path) {
        String base = path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
        String prefix = base.isEmpty() ? "" : base + "/";
        return List.of(base + ".md", prefix + "index.md", prefix + "README.md").stream()
                .filter(folder::contains)
                .findFirst();
    }

    private Optional<String> suggestion(String path) {
        return folder.sameName(path).map(other -> "Did you mean \"" + SiteUrls.relative(page, other) + "\"?");
    }

    private String absolute(PageLink link, Parts parts) {
        Optional<String> file = resolve("", decode(parts.path().substring(1))).filter(folder::contains);
        file.filter(path -> !SiteUrls.isPage(path)).ifPresent(assets::add);
        report(
                LinkRules.ABSOLUTE,
                link,
                "is absolute and left as it is",
                file.map(path -> "Did you mean \"" + SiteUrls.relative(page, path) + "\"?"));
        return link.target();
    }

    private void useAnchor(PageLink link, String target, Parts parts) {
        String anchor =
                parts.fragment().isEmpty() ? "" : decode(parts.fragment().substring(1));
        if (!anchor.isEmpty() && !anchor.startsWith(":~:") && link.kind() == PageLink.Kind.LINK) {
            anchors.add(new AnchorUse(link, target, anchor));
        }
    }

    private void report(String ruleId, PageLink link, String what, Optional<String> hint) {
        String message = (link.kind() == PageLink.Kind.IMAGE ? "Image" : "Link") + " \"" + link.target() + "\" " + what;
        boolean mild = ruleId.equals(LinkRules.ABSOLUTE) || ruleId.equals(LinkRules.UNRECOGNIZED);
        Diagnostic.Builder finding =
                (mild ? Diagnostic.info(ruleId, message) : Diagnostic.warning(ruleId, message)).at(link.location());
        findings.add(hint.map(finding::hint).orElse(finding).build());
    }

    /** Joins a folder and a relative path; empty when {@code ..} leads above the top. */
    static Optional<String> resolve(String base, String path) {
        List<String> parts = new ArrayList<>();
        for (String part : (base + path).split("/")) {
            if (part.equals("..")) {
                if (parts.isEmpty()) {
                    return Optional.empty();
                }
                parts.remove(parts.size() - 1);
            } else if (!part.isEmpty() && !part.equals(".")) {
                parts.add(part);
            }
        }
        String joined = String.join("/", parts);
        return Optional.of(path.endsWith("/") && !joined.isEmpty() ? joined + "/" : joined);
    }

    private static String decode(String text) {
        if (text.indexOf('%') < 0) {
            return text;
        }
        try {
            return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return text; // a stray % is part of the name
        }
    }

    /** A relative reference: {@code path?query#fragment}, query and fragment with their marks. */
    private record Parts(String path, String query, String fragment) {
        static Parts of(String target) {
            int hash = target.indexOf('#');
            String fragment = hash < 0 ? "" : target.substring(hash);
            String front = hash < 0 ? target : target.substring(0, hash);
            int mark = front.indexOf('?');
            return new Parts(
                    mark < 0 ? front : front.substring(0, mark), mark < 0 ? "" : front.substring(mark), fragment);
        }
    }
}
