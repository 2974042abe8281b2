package dev.portalsdk.http.catalog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portalsdk.catalog.AllowRule;
import dev.portalsdk.catalog.Catalog;
import dev.portalsdk.catalog.provider.InCodeProvider;
import dev.portalsdk.catalog.store.Mutation;
import dev.portalsdk.catalog.store.ProvidedEntity;
import dev.portalsdk.http.Answers;
import dev.portalsdk.http.PortalHttp;
import dev.portalsdk.http.exchange.Request;
import dev.portalsdk.model.EntityDescriptor;
import dev.portalsdk.model.Value;
import java.io.IOException;
import java.io.OutputStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A client may ask for everything at once: what is sent is never held as a whole. */
class LongListsTest {
    private static final int ENTITIES = 20_000;

    /** Far above a buffer, far below the whole. */
    private static final int PIECE = 1 << 17;

    private static Catalog catalog;
    private static PortalHttp api;

    @BeforeAll
    static void manyEntities() {
        InCodeProvider code = new InCodeProvider("code");
        catalog = Catalog.builder().allow(AllowRule.everything()).provider(code).build();
        code.apply(Mutation.full(
                IntStream.range(0, ENTITIES).mapToObj(LongListsTest::component).toList()));
        catalog.settle();
        api = PortalHttp.builder().catalog(catalog).build();
    }

    @AfterAll
    static void close() {
        catalog.close();
    }

    private static ProvidedEntity component(int number) {
        return ProvidedEntity.of(EntityDescriptor.of(Value.Obj.of(
                        "apiVersion", "backstage.io/v1alpha1", "kind", "Component")
                .with(
                        "metadata",
                        Value.Obj.of("name", "component-" + number, "description", "Says something. ".repeat(20)))
                .with("spec", Value.Obj.of("type", "service", "lifecycle", "production", "owner", "team-a"))));
    }

    /** Counts what is sent, and may have enough. */
    private static final class Receiver extends OutputStream {
        private final long most;
        private long received;
        private int largest;

        Receiver(long most) {
            this.most = most;
        }

        @Override
        public void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            received += length;
            largest = Math.max(largest, length);
            if (received > most) {
                throw new IOException("The client has gone");
            }
        }
    }

    private static void send(String target, Receiver to) throws Exception {
        api.handle(Request.builder("GET", target).build()).body().writeTo(to);
    }

    @Test
    void everythingIsSentInPieces() throws Exception {
        for (String target :
                new String[] {"/api/catalog/entities", "/api/catalog/entities/by-query?limit=" + ENTITIES}) {
            Receiver receiver = new Receiver(Long.MAX_VALUE);
            send(target, receiver);
            assertTrue(receiver.received > 500L * ENTITIES, target + ": " + receiver.received);
            assertTrue(receiver.largest <= PIECE, target + ": " + receiver.largest);
        }
    }

    @Test
    void everythingIsThere() {
        Value all = Answers.get(api, "/api/catalog/entities").json();
        assertEquals(ENTITIES, all.asArr().orElseThrow().size());
    }

    @Test
    void whoGoesAwayEndsTheWriting() {
        Receiver receiver = new Receiver(PIECE);
        assertThrows(IOException.class, () -> send("/api/catalog/entities", receiver));
        assertTrue(receiver.received <= 2L * PIECE, () -> String.valueOf(receiver.received));
    }
}
