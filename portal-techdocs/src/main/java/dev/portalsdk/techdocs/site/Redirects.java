package dev.portalsdk.techdocs.site;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** Pages that lead on from addresses which other pages had once, as the plugin redirects makes them, without a script. */
final class Redirects {

    private final SiteUrls urls;

    Redirects(SiteUrls urls) {
        this.urls = urls;
    }

    /** Whether a redirect leads out of the site. */
    static boolean isElsewhere(SiteConfiguration.Redirect redirect) {
        return redirect.target().matches("(?i)https?://.*");
    }

    /** The page that a redirect leads to. */
    static String pageOf(SiteConfiguration.Redirect redirect) {
        int hash = redirect.target().indexOf('#');
        return hash < 0 ? redirect.target() : redirect.target().substring(0, hash);
    }

    /** The files to write; those whose target is not there are left out. */
    Map<String, String> files(SiteConfiguration configuration, Set<String> pages) {
        Map<String, String> files = new LinkedHashMap<>();
        configuration.redirects().forEach((from, redirect) -> {
            boolean leads = isElsewhere(redirect) || pages.contains(pageOf(redirect));
            if (leads && SiteUrls.isPage(from) && !pages.contains(from)) {
                files.put(urls.output(from), html(target(from, redirect)));
            }
        });
        return files;
    }

    private String target(String from, SiteConfiguration.Redirect redirect) {
        if (isElsewhere(redirect)) {
            return redirect.target();
        }
        String page = pageOf(redirect);
        return SiteUrls.relative(urls.url(from), urls.url(page))
                + redirect.target().substring(page.length());
    }

    private static String html(String target) {
        String url = target.replace("&", "&amp;").replace("\"", "&quot;").replace("<", "&lt;");
        return "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<title>Redirecting…</title>\n"
                + "<link rel=\"canonical\" href=\"" + url + "\">\n<meta name=\"robots\" content=\"noindex\">\n"
                + "<meta http-equiv=\"refresh\" content=\"0; url=" + url + "\">\n</head>\n<body>\n<p><a href=\"" + url
                + "\">This page has moved</a></p>\n</body>\n</html>\n";
    }
}
