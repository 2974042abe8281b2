package dev.portalsdk.samples.portal.page;

import dev.portalsdk.http.exchange.Request;
import dev.portalsdk.model.EntityRef;
import dev.portalsdk.samples.portal.web.Cookies;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The entities that a reader has marked, the last one first. They are kept in the browser: a portal with settings of its users would keep them there.
 *
 * @param cookies in which they are kept
 */
public record Stars(Cookies cookies) {
    private static final String COOKIE = "portal-stars";
    private static final String SEPARATOR = "|";
    private static final Duration AGE = Duration.ofDays(365);
    /** Browsers keep 4096 bytes of a cookie, its name and attributes included. */
    private static final int MAX_LENGTH = 3500;

    /** What a browser has kept; what is no reference is passed over. */
    Set<EntityRef> of(Request request) {
        return Stream.of(cookies.read(request, COOKIE).orElse("").split("\\" + SEPARATOR))
                .filter(text -> !text.isBlank())
                .flatMap(text -> Entities.parsed(text).stream())
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    /** The {@code Set-Cookie} that marks an entity, or takes its mark away. The oldest marks go when there are too many for a cookie. */
    String toggled(Request request, EntityRef ref) {
        Set<EntityRef> kept = of(request);
        StringBuilder text = new StringBuilder(kept.remove(ref) ? "" : ref.toString());
        for (EntityRef each : kept) {
            String more = text.isEmpty() ? each.toString() : SEPARATOR + each;
            if (text.length() + more.length() > MAX_LENGTH) {
                break;
            }
            text.append(more);
        }
        return cookies.set(COOKIE, text.toString(), AGE);
    }
}
