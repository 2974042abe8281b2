package dev.portalsdk.source;

/** Counts the files of a tree against the limits of the options. */
final class TreeLimits {
    private final String url;
    private final ReadOptions options;
    private int files;
    private long bytes;

    TreeLimits(String url, ReadOptions options) {
        this.url = url;
        this.options = options;
    }

    void add(long size) throws TooLargeException {
        files++;
        bytes += size;
        if (files > options.maxFiles()) {
            throw new TooLargeException(url, "it holds more than " + options.maxFiles() + " files");
        }
        if (bytes > options.maxTreeBytes()) {
            throw new TooLargeException(url, "it is larger than " + options.maxTreeBytes() + " bytes");
        }
    }
}
