package dev.portalsdk.http.jdk;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import dev.portalsdk.http.exchange.Handler;
import dev.portalsdk.http.exchange.Headers;
import dev.portalsdk.http.exchange.HttpException;
import dev.portalsdk.http.exchange.Request;
import dev.portalsdk.http.exchange.Response;
import java.io.IOException;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Between the server's exchanges and ours. */
final class ExchangeAdapter implements HttpHandler {
    private static final Logger LOG = LoggerFactory.getLogger(ExchangeAdapter.class);
    private static final int CHUNKED = 0;
    private static final int NO_BODY = -1;

    private final Handler handler;
    private final SlowReaders readers;

    ExchangeAdapter(Handler handler, SlowReaders readers) {
        this.handler = handler;
        this.readers = readers;
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        Optional<String> fault = Framing.fault(exchange);
        if (fault.isPresent()) {
            send(exchange, Response.status(400).header("Connection", "close").text(fault.get()));
            throw new IOException(fault.get()); // cuts the connection: nobody knows what follows on it
        }
        // Not in a try with resources: closing after a failure would end a body in chunks as if it were whole. The
        // server cuts the connection.
        send(exchange, answer(exchange));
        exchange.close();
    }

    private Response answer(HttpExchange exchange) {
        try {
            return handler.handle(request(exchange));
        } catch (HttpException e) {
            return Response.status(e.status()).text(String.valueOf(e.getMessage()));
        } catch (Exception | Error e) { // of an Error the server would never tell the client
            LOG.error("{} {} failed", exchange.getRequestMethod(), exchange.getRequestURI(), e);
            return Response.status(500).text("An internal error occurred");
        }
    }

    private static Request request(HttpExchange exchange) {
        String target = exchange.getRequestURI().getRawPath();
        String query = exchange.getRequestURI().getRawQuery();
        return Request.builder(exchange.getRequestMethod(), query == null ? target : target + "?" + query)
                .headers(Headers.of(exchange.getRequestHeaders()))
                .body(exchange.getRequestBody())
                .remote(exchange.getRemoteAddress().getAddress())
                .build();
    }

    private void send(HttpExchange exchange, Response response) throws IOException {
        response.headers()
                .forEach((name, value) -> exchange.getResponseHeaders().add(name, value));
        boolean head = exchange.getRequestMethod().equals("HEAD");
        long length = response.body().length().orElse(-1);
        if (head) {
            if (length >= 0) {
                exchange.getResponseHeaders().set("Content-Length", Long.toString(length));
            }
            exchange.sendResponseHeaders(response.status(), NO_BODY);
        } else if (length == 0) {
            exchange.sendResponseHeaders(response.status(), NO_BODY);
        } else {
            exchange.sendResponseHeaders(response.status(), length > 0 ? length : CHUNKED);
            try {
                response.body().writeTo(readers.watched(exchange.getResponseBody()));
            } catch (Error e) {
                throw new IOException("Writing an answer failed", e); // else the client waits for the rest for ever
            }
            exchange.getResponseBody().flush(); // Java 25 would read the rest of the request first
        }
    }
}
