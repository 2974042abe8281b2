package dev.portalsdk.http.servlet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.portalsdk.http.PortalHttp;
import dev.portalsdk.http.exchange.Response;
import dev.portalsdk.http.exchange.Router;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class HandlerServletTest {
    private final HttpClient client = HttpClient.newHttpClient();
    private Server server;
    private String address;

    @BeforeEach
    void start() throws Exception {
        Router pages = Router.builder()
                .get("/hello/{name}", request -> Response.ok()
                        .text(request.pathParameter("name") + " "
                                + request.query().first("q").orElse("") + " "
                                + request.remote().isLoopbackAddress()))
                .post("/echo", request -> Response.ok()
                        .text(request.form().first("a").orElse("none")))
                .get("/events", request -> Response.ok().events(sink -> sink.send("log", "one")))
                .get(
                        "/cut",
                        request -> Response.ok().stream("text/plain", out -> {
                            out.write(new byte[200_000]);
                            out.flush();
                            throw new IllegalStateException("in the middle");
                        }))
                .build();
        server = new Server(0);
        ServletContextHandler context = new ServletContextHandler("/portal");
        context.addServlet(
                new ServletHolder(new HandlerServlet(
                        PortalHttp.builder().mount("/", pages).bodyLimit(100).build())),
                "/*");
        server.setHandler(context);
        server.start();
        address = "http://localhost:" + ((ServerConnector) server.getConnectors()[0]).getLocalPort() + "/portal";
    }

    @AfterEach
    void stop() throws Exception {
        server.stop();
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
    }

    private HttpRequest.Builder to(String path) {
        return HttpRequest.newBuilder(URI.create(address + path));
    }

    @Test
    void handlersSeeWhatFollowsTheContextPath() throws Exception {
        HttpResponse<String> hello = send(to("/hello/a%20b?q=%C3%BC"));
        assertEquals("a b ü true", hello.body());
        assertEquals(
                304,
                send(to("/hello/a%20b?q=%C3%BC")
                                .header(
                                        "If-None-Match",
                                        hello.headers().firstValue("ETag").orElseThrow()))
                        .statusCode());
        assertEquals(404, send(to("/nope")).statusCode());
    }

    @Test
    void formsAndEventsPass() throws Exception {
        HttpRequest.Builder form = to("/echo")
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString("a=b+c"));
        assertEquals("b c", send(form).body());
        assertEquals("event: log\ndata: one\n\n", send(to("/events")).body());
        HttpRequest.Builder large = to("/echo")
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString("a".repeat(101)));
        assertEquals(413, send(large).statusCode());
    }

    @Test
    void aBodyThatBreaksOffIsNotTakenForWhole() {
        assertThrows(IOException.class, () -> send(to("/cut")));
    }
}
