package dev.portalsdk.catalog.query;

/** Answers that are kept up by a change feed. For any number of threads. */
public interface QueryIndex extends EntityQueries, AutoCloseable {

    /** Takes over what has happened since the last call, of this index or of one that shares its data; when it returns, answers follow from that. */
    void catchUp();

    /** Nothing is taken over any more. */
    @Override
    void close();
}
