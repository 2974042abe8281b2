package dev.portalsdk.samples.portal.form;

import dev.portalsdk.http.exchange.Parameters;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/**
 * A repository as templates name it: {@code github.com?owner=myorg&repo=web}.
 *
 * @param name of the repository
 */
record RepositoryUrl(String host, String owner, String name) {
    static String write(String host, String owner, String name) {
        return host + "?owner=" + URLEncoder.encode(owner, StandardCharsets.UTF_8) + "&repo="
                + URLEncoder.encode(name, StandardCharsets.UTF_8);
    }

    /** Reads what {@link #write} wrote; what is not there is empty. */
    static RepositoryUrl parse(String text) {
        int question = text.indexOf('?');
        Parameters query = Parameters.parse(question < 0 ? "" : text.substring(question + 1));
        return new RepositoryUrl(
                question < 0 ? text : text.substring(0, question),
                query.first("owner").orElse(""),
                query.first("repo").orElse(""));
    }
}
