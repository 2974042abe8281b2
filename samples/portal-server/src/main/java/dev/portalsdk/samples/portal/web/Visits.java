package dev.portalsdk.samples.portal.web;

import dev.portalsdk.http.exchange.Handler;
import dev.portalsdk.http.exchange.HttpException;
import dev.portalsdk.http.exchange.Parameters;
import dev.portalsdk.http.exchange.Request;
import dev.portalsdk.http.exchange.Response;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes handlers of actions: finds the session, sends strangers to the sign-in, refuses forms of other sites, and shows errors as pages. Safe for many threads. */
public final class Visits {
    /** The field of a form that carries the session's token. */
    public static final String CSRF_FIELD = "_csrf";

    private static final Logger LOG = LoggerFactory.getLogger(Visits.class);
    private static final int MAX_FORM_BYTES = 1 << 20;

    private final Sessions sessions;
    private final ErrorPage errors;

    /** Makes the page that tells what went wrong. */
    @FunctionalInterface
    public interface ErrorPage {
        Response of(Visit visit, int status, String message);
    }

    public Visits(Sessions sessions, ErrorPage errors) {
        this.sessions = sessions;
        this.errors = errors;
    }

    /** For who has signed in; others are asked to, and come back to where they wanted to go. */
    public Handler signedIn(Action action) {
        return request -> handle(request, visit -> {
            if (visit.session().user().isPresent()) {
                return action.handle(visit);
            }
            String next = request.method().equals("POST") ? "/" : request.fullTarget();
            return Response.seeOther("/sign-in?next=" + Query.encode(next));
        });
    }

    /** For everybody. */
    public Handler open(Action action) {
        return request -> handle(request, action);
    }

    private Response handle(Request request, Action action) {
        Optional<Session> known = sessions.of(request);
        Session session = known.orElseGet(() -> sessions.begin(Optional.empty()));
        Response response = answer(request, session, action);
        boolean page = response.headers().first("Content-Type").orElse("").startsWith("text/html");
        return page && known.isEmpty() && !response.headers().has("Set-Cookie")
                ? response.addHeader("Set-Cookie", sessions.cookie(session))
                : response;
    }

    private Response answer(Request request, Session session, Action action) {
        Visit visit = new Visit(request, session, Parameters.none());
        try {
            if (!request.method().equals("POST")) {
                return action.handle(visit);
            }
            visit = new Visit(
                    request, session, request.withBodyLimit(MAX_FORM_BYTES).form());
            checkSender(visit);
            return action.handle(visit);
        } catch (HttpException e) {
            return errors.of(visit, e.status(), String.valueOf(e.getMessage()));
        } catch (Exception e) {
            LOG.error("{} {} failed", request.method(), request.fullTarget(), e);
            return errors.of(visit, 500, "Something went wrong here; the server's log tells what.");
        }
    }

    /** Browsers tell which site a form came from; what tells nothing is told apart by the form's token. */
    private static void checkSender(Visit visit) {
        boolean elsewhere = visit.request()
                .headers()
                .first("Sec-Fetch-Site")
                .filter(site -> !site.equals("same-origin") && !site.equals("none"))
                .isPresent();
        if (elsewhere || !visit.session().accepts(visit.field(CSRF_FIELD).orElse(""))) {
            throw HttpException.notAllowed("This form was not sent by a page of this session: load the page again.");
        }
    }
}
