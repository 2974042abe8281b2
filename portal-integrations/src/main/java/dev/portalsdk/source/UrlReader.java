package dev.portalsdk.source;

import java.io.IOException;

/**
 * Reads what URLs name.
 *
 * <p>Called by many threads at once. Failures are {@link SourceException}s that carry the URL; a failed read is never an
 * empty answer. Threads that are interrupted while they wait get an {@link java.io.InterruptedIOException} and stay interrupted.
 */
public interface UrlReader {
    /**
     * Reads one file.
     *
     * @return the content, or {@link ReadResult.NotModified} if the options name the etag that it still has
     * @throws NotFoundException if there is no such file
     * @throws NotAllowedException if the configuration does not allow to read it
     * @throws CredentialsRejectedException if the host refuses the credentials, or wants some
     * @throws RateLimitedException if the host asks to wait
     * @throws TooLargeException if a limit of the options is passed
     * @throws SourceException if it cannot be read for any other reason
     */
    ReadResult read(String url, ReadOptions options) throws IOException;

    /**
     * Lists the files below a directory, in the order of their paths; links are left out.
     *
     * @return the files, or {@link TreeResult.NotModified} if the options name the etag that the tree still has
     * @throws SourceException as {@link #read}
     */
    TreeResult readTree(String url, ReadOptions options) throws IOException;

    /**
     * Lists the files whose URL matches a pattern, in the order of their paths; see {@link Glob} for its form. A URL without a
     * pattern gives one file or none.
     *
     * @throws SourceException as {@link #read}; no match is no failure
     */
    TreeResult search(String url, ReadOptions options) throws IOException;

    /** Reads one file with the default limits. */
    default ReadResult.Content read(String url) throws IOException {
        if (read(url, ReadOptions.defaults()) instanceof ReadResult.Content content) {
            return content;
        }
        throw new SourceException(url, "the reader answered \"not modified\" though no etag was given");
    }

    /** Lists the files below a directory with the default limits. */
    default TreeResult.Tree readTree(String url) throws IOException {
        if (readTree(url, ReadOptions.defaults()) instanceof TreeResult.Tree tree) {
            return tree;
        }
        throw new SourceException(url, "the reader answered \"not modified\" though no etag was given");
    }
}
