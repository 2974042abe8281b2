package dev.portalsdk.techdocs.site;

import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.Locale;

/** Where files of the docs folder are in the site, and how one place links to another. All paths use {@code /}. */
final class SiteUrls {

    private static final List<String> PAGE_ENDINGS = List.of(".md", ".markdown", ".mdown", ".mkdn", ".mkd");
    private static final String UNRESERVED = "-._~/";

    private final boolean directoryUrls;

    /** @param directoryUrls whether {@code a.md} is served as {@code a/} rather than {@code a.html} */
    SiteUrls(boolean directoryUrls) {
        this.directoryUrls = directoryUrls;
    }

    static boolean isPage(String path) {
        return PAGE_ENDINGS.stream().anyMatch(path::endsWith);
    }

    /** Whether a page stands for its folder: {@code index.md} and {@code README.md}. */
    static boolean isIndex(String path) {
        String name = stem(path);
        return name.equals("index") || name.equals("README");
    }

    /** The name of a file without folder and ending. */
    static String stem(String path) {
        String name = path.substring(path.lastIndexOf('/') + 1);
        int dot = name.lastIndexOf('.');
        return dot <= 0 ? name : name.substring(0, dot);
    }

    /** The folder of a path with its trailing slash; empty at the top. */
    static String folder(String path) {
        return path.substring(0, path.lastIndexOf('/') + 1);
    }

    /** The file a page becomes. */
    String output(String page) {
        if (isIndex(page)) {
            return folder(page) + "index.html";
        }
        return folder(page) + stem(page) + (directoryUrls ? "/index.html" : ".html");
    }

    /** The percent-encoded URL of a page, relative to the site. */
    String url(String page) {
        String output = output(page);
        return directoryUrls ? encode(output.substring(0, output.length() - "index.html".length())) : encode(output);
    }

    /** Whether one of the pages is served where the site starts. */
    boolean haveHome(Collection<String> pages) {
        return pages.stream().anyMatch(page -> output(page).equals("index.html"));
    }

    /** As Python's {@code quote}: letters, digits and {@code -._~/} stay. */
    static String encode(String path) {
        StringBuilder encoded = new StringBuilder();
        for (byte b : path.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (b & 0xff);
            if (c < 0x80 && (Character.isLetterOrDigit(c) || UNRESERVED.indexOf(c) >= 0)) {
                encoded.append(c);
            } else {
                encoded.append(String.format(Locale.ROOT, "%%%02X", (int) c));
            }
        }
        return encoded.toString();
    }

    /** The link from one URL of the site to another, for example {@code ../api/}. */
    static String relative(String from, String to) {
        int common = 0;
        int limit = Math.min(from.lastIndexOf('/') + 1, to.lastIndexOf('/') + 1);
        for (int i = 0; i < limit && from.charAt(i) == to.charAt(i); i++) {
            if (from.charAt(i) == '/') {
                common = i + 1;
            }
        }
        long up = from.substring(common).chars().filter(c -> c == '/').count();
        String link = "../".repeat((int) up) + to.substring(common);
        return link.isEmpty() ? "./" : link;
    }
}
