package dev.portalsdk.catalog.query;

/**
 * A text in lower case, and who holds it. The text itself stands in a {@link TextChunk}.
 *
 * @param hash of the text
 * @param place the number of the chunk, and its place there
 * @param rows not empty
 */
record KnownText(int hash, int place, Posting rows) {

    static KnownText at(int hash, int chunk, int at, Posting rows) {
        return new KnownText(hash, chunk << TextChunk.PLACE_BITS | at, rows);
    }

    KnownText withRows(Posting others) {
        return new KnownText(hash, place, others);
    }

    int chunk() {
        return place >>> TextChunk.PLACE_BITS;
    }

    /** Its place in the chunk. */
    int at() {
        return place & TextChunk.MOST - 1;
    }
}
