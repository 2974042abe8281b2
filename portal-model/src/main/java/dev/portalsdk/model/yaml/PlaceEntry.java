package dev.portalsdk.model.yaml;

import dev.portalsdk.model.SourceLocation;
import java.util.Optional;

/** A finger on one entry of {@link PackedPlaces}, which moves from a container to what it holds. For one thread. */
final class PlaceEntry {
    private final byte[] packed;
    private final int[] bodies;
    private int at;
    private int line;
    private int column;
    private int keyLine = -1;
    private int keyColumn;
    private int body;
    private int bodyLength;
    private int end;

    private PlaceEntry(byte[] packed, int[] bodies) {
        this.packed = packed;
        this.bodies = bodies;
    }

    static PlaceEntry root(byte[] packed, int[] bodies) {
        PlaceEntry entry = new PlaceEntry(packed, bodies);
        entry.read(0, 0, false);
        return entry;
    }

    SourceLocation valueLocation(String source) {
        return new SourceLocation(source, line + 1, column + 1);
    }

    Optional<SourceLocation> keyLocation(String source) {
        return keyLine < 0 ? Optional.empty() : Optional.of(new SourceLocation(source, keyLine + 1, keyColumn + 1));
    }

    /** Where the entries of what it holds begin. */
    int body() {
        return body;
    }

    /** How many bytes the entries of what it holds take. */
    int bodyLength() {
        return bodyLength;
    }

    /** Moves to what it holds at this position. */
    void enter(int position, boolean keyed) {
        int parentLine = line;
        read(body, parentLine, keyed);
        for (int i = 0; i < position; i++) {
            read(end, parentLine, keyed);
        }
    }

    /** Moves to what it holds whose entry begins here. */
    void enterAt(int offset, boolean keyed) {
        read(offset, line, keyed);
    }

    /** Where the entries begin of all that it holds. */
    int[] offsets(int size, boolean keyed) {
        int[] offsets = new int[size];
        PlaceEntry child = new PlaceEntry(packed, bodies);
        int next = body;
        for (int i = 0; i < size; i++) {
            offsets[i] = next;
            child.read(next, line, keyed);
            next = child.end;
        }
        return offsets;
    }

    private void read(int offset, int parentLine, boolean keyed) {
        at = offset;
        keyLine = keyed ? parentLine + signed(number()) : -1;
        keyColumn = keyed ? number() : 0;
        int lineAndType = number();
        line = (keyed ? keyLine : parentLine) + signed(lineAndType >>> 1);
        column = number();
        body = at;
        bodyLength = 0;
        if ((lineAndType & 1) != 0) {
            readBody();
        }
        end = at;
    }

    private void readBody() {
        int lengthOrAlias = number();
        if ((lengthOrAlias & 1) == 0) {
            bodyLength = lengthOrAlias >>> 1;
            body = at;
            at += bodyLength;
        } else {
            int behindAlias = at;
            at = bodies[lengthOrAlias >>> 1];
            bodyLength = number() >>> 1;
            body = at;
            at = behindAlias;
        }
    }

    private int number() {
        int number = 0;
        for (int shift = 0; ; shift += 7) {
            byte next = packed[at++];
            number |= (next & 0x7F) << shift;
            if (next >= 0) {
                return number;
            }
        }
    }

    private static int signed(int zigzag) {
        return (zigzag >>> 1) ^ -(zigzag & 1);
    }
}
