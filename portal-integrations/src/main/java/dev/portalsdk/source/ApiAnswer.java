package dev.portalsdk.source;

import dev.portalsdk.model.Value;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A good answer (2xx) of an API, or that nothing has changed (304). */
public final class ApiAnswer {
    private static final Pattern NEXT = Pattern.compile("<([^<>]+)>\\s*;[^,]*\\brel=\"?next\"?");

    private final String url;
    private final HttpFetch.Answer answer;

    ApiAnswer(String url, HttpFetch.Answer answer) {
        this.url = url;
        this.answer = answer;
    }

    /** Whether it has not changed; then there is no content. */
    public boolean notModified() {
        return answer.status() == 304;
    }

    /** What to name in the next request. */
    public Optional<String> etag() {
        return answer.header("etag");
    }

    /** A header by its name, in any case. */
    public Optional<String> header(String name) {
        return answer.header(name);
    }

    /** Where the list goes on, from the {@code Link} header (RFC 8288). */
    public Optional<String> next() {
        return answer.headers().allValues("link").stream()
                .map(NEXT::matcher)
                .filter(Matcher::find)
                .map(matcher -> matcher.group(1))
                .findFirst();
    }

    /** The content. @throws SourceException if it is no JSON */
    public Value json() throws SourceException {
        try {
            return Value.parseJson(answer.text());
        } catch (IllegalArgumentException e) {
            throw new SourceException(url, "the answer is no JSON: " + e.getMessage(), e);
        }
    }

    @Override
    public String toString() {
        return url + " " + answer.status();
    }
}
