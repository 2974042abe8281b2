package dev.portalsdk.http;

import dev.portalsdk.http.exchange.Filter;
import dev.portalsdk.http.exchange.Handler;
import dev.portalsdk.http.exchange.HttpException;
import dev.portalsdk.http.exchange.Request;
import dev.portalsdk.http.exchange.Response;
import dev.portalsdk.model.Value;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Errors in the shape that Backstage's clients read. */
final class ApiErrors implements Filter {
    private static final Logger LOG = LoggerFactory.getLogger(ApiErrors.class);

    @Override
    public Response apply(Request request, Handler next) {
        try {
            return next.handle(request);
        } catch (HttpException e) {
            return response(request, e);
        } catch (Exception | Error e) { // of an Error, such as too deep a recursion, no server would tell the client
            if (e instanceof InterruptedException) {
                Thread.currentThread().interrupt();
            }
            String id = UUID.randomUUID().toString().substring(0, 8);
            LOG.error("{} {} failed, logId={}", request.method(), request.fullTarget(), id, e);
            return response(request, new HttpException(500, "Error", "An internal error occurred logId=" + id));
        }
    }

    // As Backstage's errorHandler middleware.
    static Response response(Request request, HttpException error) {
        Response response = Response.status(error.status())
                .json(Value.Obj.builder()
                        .put(
                                "error",
                                Value.Obj.of("name", error.errorName(), "message", String.valueOf(error.getMessage())))
                        .put("request", Value.Obj.of("method", request.method(), "url", request.target()))
                        .put("response", Value.Obj.of("statusCode", error.status()))
                        .build());
        return error.status() == 401 ? response.header("WWW-Authenticate", "Bearer") : response;
    }
}
