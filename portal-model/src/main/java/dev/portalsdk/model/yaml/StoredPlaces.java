package dev.portalsdk.model.yaml;

import dev.portalsdk.model.EntityDescriptor;
import dev.portalsdk.model.SourceLocation;
import dev.portalsdk.model.SourcePlaces;
import dev.portalsdk.model.Value;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The places of a document's keys and values as bytes, for those who keep descriptors: of a document as it was read about four bytes for each value, of
 * one that was changed since each place by itself.
 */
public final class StoredPlaces {
    private static final byte READ = 1;
    private static final byte LISTED = 2;

    private StoredPlaces() {}

    /** The places of a descriptor; nothing if it has none. */
    public static byte[] write(EntityDescriptor descriptor) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            if (descriptor.places() instanceof YamlDocument document
                    && document.value().equals(descriptor.root())) {
                writeRead(document, descriptor.source(), out);
            } else if (descriptor.location("").isPresent()) {
                out.writeByte(LISTED);
                writeListed(descriptor.places(), "", descriptor.root(), out);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Bytes in memory cannot be written", e);
        }
        return bytes.toByteArray();
    }

    private static void writeRead(YamlDocument document, String known, DataOutputStream out) throws IOException {
        out.writeByte(READ);
        out.writeUTF(document.source().equals(known) ? "" : shortened(document.source()));
        int[] bodies = document.places().bodies();
        out.writeInt(bodies.length);
        for (int body : bodies) {
            out.writeInt(body);
        }
        out.write(document.places().packed());
    }

    /** A path of more than 16 KiB is told by its end. */
    private static String shortened(String source) {
        return source.length() < 1 << 14 ? source : source.substring(source.length() - (1 << 14));
    }

    private static void writeListed(SourcePlaces places, String pointer, Value value, DataOutputStream out)
            throws IOException {
        if (pointer.length() < 1 << 14) {
            writePlace(pointer, places.value(pointer), places.key(pointer), out);
        }
        if (value instanceof Value.Obj object) {
            for (String key : object.keys()) {
                writeListed(
                        places,
                        pointer + "/" + key.replace("~", "~0").replace("/", "~1"),
                        object.get(key).orElse(Value.Null.NULL),
                        out);
            }
        } else if (value instanceof Value.Arr array) {
            for (int i = 0; i < array.size(); i++) {
                writeListed(places, pointer + "/" + i, array.get(i), out);
            }
        }
    }

    private static void writePlace(
            String pointer, Optional<SourceLocation> value, Optional<SourceLocation> key, DataOutputStream out)
            throws IOException {
        if (value.isPresent() || key.isPresent()) {
            out.writeUTF(pointer);
            writePlace(value, out);
            writePlace(key, out);
        }
    }

    private static void writePlace(Optional<SourceLocation> place, DataOutputStream out) throws IOException {
        out.writeInt(place.map(SourceLocation::line).orElse(0));
        if (place.isPresent()) {
            out.writeInt(place.get().column());
            out.writeUTF(shortened(place.get().source()));
        }
    }

    /**
     * Places as they were written.
     *
     * @param document the root of the descriptor that they were written of
     * @param source its file
     * @param index which document of that it is
     * @throws IllegalArgumentException if the bytes are not what {@link #write} gave
     */
    public static SourcePlaces read(byte[] bytes, Value.Obj document, String source, int index) {
        if (bytes.length == 0) {
            return SourcePlaces.none();
        }
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            return in.readByte() == READ ? readDocument(in, document, source, index) : readListed(in);
        } catch (IOException e) {
            throw new IllegalArgumentException("These are no places of a document", e);
        }
    }

    private static SourcePlaces readDocument(DataInputStream in, Value.Obj document, String known, int index)
            throws IOException {
        String written = in.readUTF();
        String source = written.isEmpty() ? known : written;
        int[] bodies = new int[Math.min(in.readInt(), in.available())];
        for (int i = 0; i < bodies.length; i++) {
            bodies[i] = in.readInt();
        }
        return new YamlDocument(source, index, document, new PackedPlaces(in.readAllBytes(), bodies));
    }

    private static SourcePlaces readListed(DataInputStream in) throws IOException {
        Map<String, SourceLocation> values = new HashMap<>();
        Map<String, SourceLocation> keys = new HashMap<>();
        while (in.available() > 0) {
            String pointer = in.readUTF();
            readPlace(in).ifPresent(place -> values.put(pointer, place));
            readPlace(in).ifPresent(place -> keys.put(pointer, place));
        }
        return new ListedPlaces(values, keys);
    }

    private static Optional<SourceLocation> readPlace(DataInputStream in) throws IOException {
        int line = in.readInt();
        return line == 0 ? Optional.empty() : Optional.of(place(line, in.readInt(), in.readUTF()));
    }

    private static SourceLocation place(int line, int column, String source) {
        return new SourceLocation(source, line, column);
    }

    private record ListedPlaces(Map<String, SourceLocation> values, Map<String, SourceLocation> keys)
            implements SourcePlaces {
        @Override
        public Optional<SourceLocation> value(String pointer) {
            return Optional.ofNullable(values.get(pointer));
        }

        @Override
        public Optional<SourceLocation> key(String pointer) {
            return Optional.ofNullable(keys.get(pointer));
        }
    }
}
