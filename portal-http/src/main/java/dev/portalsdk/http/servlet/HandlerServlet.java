package dev.portalsdk.http.servlet;

import dev.portalsdk.http.exchange.Body;
import dev.portalsdk.http.exchange.Handler;
import dev.portalsdk.http.exchange.Headers;
import dev.portalsdk.http.exchange.HttpException;
import dev.portalsdk.http.exchange.Request;
import dev.portalsdk.http.exchange.Response;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.InetAddress;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * A handler as a servlet. Map it to {@code /*}: the handler sees what follows the context path. Limits on headers, and on how long a request may take, are the
 * container's.
 */
public final class HandlerServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;

    private final transient Handler handler;

    /** In front of a handler, usually a {@code PortalHttp}. */
    public HandlerServlet(Handler handler) {
        this.handler = Objects.requireNonNull(handler);
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response)
            throws ServletException, IOException {
        Response answer;
        try {
            answer = handler.handle(request(request));
        } catch (HttpException e) {
            answer = Response.status(e.status()).text(String.valueOf(e.getMessage()));
        } catch (IOException | RuntimeException e) {
            throw e;
        } catch (Exception e) {
            if (e instanceof InterruptedException) {
                Thread.currentThread().interrupt();
            }
            throw new ServletException(e);
        }
        send(answer, request, response);
    }

    private static Request request(HttpServletRequest request) throws IOException {
        String path = request.getRequestURI().substring(request.getContextPath().length());
        String query = request.getQueryString();
        return Request.builder(request.getMethod(), (path.isEmpty() ? "/" : path) + (query == null ? "" : "?" + query))
                .headers(headers(request))
                .body(request.getInputStream())
                .remote(InetAddress.getByName(request.getRemoteAddr()))
                .secure(request.isSecure())
                .build();
    }

    private static Headers headers(HttpServletRequest request) {
        Map<String, List<String>> all = new LinkedHashMap<>();
        for (String name : Collections.list(request.getHeaderNames())) {
            all.put(name, Collections.list(request.getHeaders(name)));
        }
        return Headers.of(all);
    }

    private static void send(Response answer, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        response.setStatus(answer.status());
        answer.headers().forEach(response::addHeader);
        Body body = answer.body();
        body.length().ifPresent(response::setContentLengthLong);
        if (!request.getMethod().equals("HEAD")) {
            body.writeTo(response.getOutputStream());
        }
    }
}
