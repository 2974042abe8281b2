package dev.portalsdk.http;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.portalsdk.catalog.Catalog;
import dev.portalsdk.http.access.Condition;
import dev.portalsdk.http.access.Decision;
import dev.portalsdk.http.access.Permission;
import dev.portalsdk.http.access.PermissionPolicy;
import dev.portalsdk.http.access.Principal;
import dev.portalsdk.http.access.StaticTokens;
import dev.portalsdk.http.access.TokenVerifier;
import dev.portalsdk.http.exchange.Request;
import dev.portalsdk.http.jdk.JdkHttpServer;
import dev.portalsdk.http.jwt.JwtVerifier;
import dev.portalsdk.model.EntityRef;
import java.io.IOException;
import java.net.URI;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The examples of README.md and docs/guides/http.md, as they stand there. */
class UsageExampleTest {
    private static final Logger log = LoggerFactory.getLogger(UsageExampleTest.class);
    private final Catalog catalog = Catalog.builder().build();
    private final int port = 0;

    @AfterEach
    void close() {
        catalog.close();
    }

    private static int status(PortalHttp api, String token) {
        return Answers.send(
                        api,
                        Request.builder("GET", "/api/catalog/entities")
                                .header("Authorization", "Bearer " + token)
                                .build())
                .status();
    }

    @Test
    void servesACatalog() throws IOException {
        PortalHttp api = PortalHttp.builder().catalog(catalog).build();
        try (JdkHttpServer server = JdkHttpServer.builder(api).port(port).start()) {
            System.out.println(server.uri() + "/api/catalog/entities"); // it answers until it is closed
        }
        assertEquals(200, Answers.get(api, "/api/catalog/entities").status());
    }

    @Test
    void letsInWhoHasAToken() throws IOException {
        String token = "from-a-secret-of-yours";
        PortalHttp api = PortalHttp.builder()
                .catalog(catalog)
                .tokens(StaticTokens.none().with(token, Principal.service("ci")))
                .audit(System.out::println)
                .build();
        try (JdkHttpServer server = JdkHttpServer.builder(api).port(port).start()) {
            System.out.println("Backstage's clients find the catalog at " + server.uri() + "/api/catalog");
        }
        assertEquals(200, status(api, token));
        assertEquals(401, status(api, "another"));
    }

    @Test
    void takesTokensOfProviders() {
        TokenVerifier people = JwtVerifier.openId(URI.create("https://login.acme.com"), "portal")
                .principal(claims -> claims.string("preferred_username")
                        .map(name -> Principal.user(new EntityRef("user", "default", name))))
                .build();
        TokenVerifier backstage = JwtVerifier.jwks(
                        URI.create("https://backstage.acme.com/api/auth/.well-known/jwks.json"),
                        "https://backstage.acme.com/api/auth",
                        "backstage")
                .build();
        PortalHttp api = PortalHttp.builder()
                .catalog(catalog)
                .tokens(people.or(backstage))
                .build();
        assertEquals(401, status(api, "garbage"));
    }

    @Test
    void asksAPolicy() {
        TokenVerifier tokens = StaticTokens.none()
                .with("from-a-secret-of-yours", Principal.user(EntityRef.parse("user:default/jane")));
        PermissionPolicy policy = (permission, who) -> permission.equals(Permission.ENTITY_READ)
                ? Decision.when(Condition.anyOf(
                        Condition.isEntityOwner(who.ownership()), Condition.not(Condition.hasLabel("confidential"))))
                : Decision.allow();
        PortalHttp api = PortalHttp.builder()
                .catalog(catalog)
                .tokens(tokens)
                .permissions(policy)
                .audit(event -> log.info("{}", event))
                .build();
        assertEquals(200, status(api, "from-a-secret-of-yours"));
    }
}
