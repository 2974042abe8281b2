package dev.portalsdk.http.catalog.internal;

import dev.portalsdk.catalog.query.EntityPage;
import dev.portalsdk.catalog.query.EntityQuery;
import dev.portalsdk.catalog.query.FieldSelection;
import dev.portalsdk.catalog.store.StitchedEntity;
import dev.portalsdk.http.exchange.Response;
import dev.portalsdk.model.Value;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** Entities as JSON, written straight into what is sent. */
final class EntityJson {
    static final String TYPE = "application/json; charset=utf-8";
    private static final int BUFFER = 1 << 16;
    /** Lists of more entities are sent as they are written; shorter ones have a length and an etag. */
    private static final int IN_MEMORY = 1_000;

    private EntityJson() {}

    static Response one(StitchedEntity entity) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream(4096);
        write(entity, new FieldSelection(List.of()), out);
        return Response.ok().bytes(TYPE, out.toByteArray());
    }

    /** {@code [ … ]} */
    static Response array(List<StitchedEntity> entities, FieldSelection fields) throws IOException {
        return response(entities.size(), out -> {
            out.write('[');
            writeAll(entities.stream().map(Optional::of).toList(), fields, out);
            out.write(']');
        });
    }

    /** {@code {"items": [ … ]}}, {@code null} for those that are not there. */
    static Response items(List<Optional<StitchedEntity>> entities, FieldSelection fields) throws IOException {
        return response(entities.size(), out -> {
            text("{\"items\":[", out);
            writeAll(entities, fields, out);
            text("]}", out);
        });
    }

    /** @param total as it is told */
    static Response page(EntityPage page, FieldSelection fields, int total) throws IOException {
        Value.Obj.Builder info = Value.Obj.builder();
        page.next().map(EntityQuery::cursor).ifPresent(cursor -> info.put("nextCursor", cursor));
        page.previous().map(EntityQuery::cursor).ifPresent(cursor -> info.put("prevCursor", cursor));
        String end =
                "],\"totalItems\":" + total + ",\"pageInfo\":" + info.build().toJson() + "}";
        return response(page.items().size(), out -> {
            text("{\"items\":[", out);
            writeAll(page.items().stream().map(Optional::of).toList(), fields, out);
            text(end, out);
        });
    }

    private interface Writing {
        void to(OutputStream out) throws IOException;
    }

    private static Response response(int entities, Writing writing) throws IOException {
        if (entities > IN_MEMORY) {
            return Response.ok().stream(TYPE, out -> {
                OutputStream buffered = new Unflushed(out);
                writing.to(buffered);
                buffered.close();
            });
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream(BUFFER);
        writing.to(out);
        return Response.ok().bytes(TYPE, out.toByteArray());
    }

    /** Sends whole buffers, however often whoever writes into it flushes. */
    private static final class Unflushed extends BufferedOutputStream {
        Unflushed(OutputStream out) {
            super(out, BUFFER);
        }

        @Override
        public synchronized void flush() {}

        @Override
        public void close() throws IOException {
            super.flush();
        }
    }

    private static void writeAll(List<Optional<StitchedEntity>> entities, FieldSelection fields, OutputStream out)
            throws IOException {
        boolean first = true;
        for (Optional<StitchedEntity> entity : entities) {
            if (!first) {
                out.write(',');
            }
            first = false;
            if (entity.isPresent()) {
                write(entity.get(), fields, out);
            } else {
                text("null", out);
            }
        }
    }

    private static void write(StitchedEntity entity, FieldSelection fields, OutputStream out) throws IOException {
        fields.of(entity).writeJson(out);
    }

    private static void text(String text, OutputStream out) throws IOException {
        out.write(text.getBytes(StandardCharsets.US_ASCII));
    }
}
