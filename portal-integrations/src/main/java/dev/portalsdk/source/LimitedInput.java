package dev.portalsdk.source;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** A stream that fails as soon as more is read than is allowed. */
final class LimitedInput extends FilterInputStream {
    private final String shown;
    private final long total;
    private long read;
    private long limit;

    /** @param shown the URL in messages */
    LimitedInput(String shown, InputStream in, long total) {
        super(in);
        this.shown = shown;
        this.total = total;
        this.limit = total;
    }

    /** From here on so many bytes, if the total allows them. */
    void allowAtMost(long bytes) {
        limit = Math.min(total, read + bytes);
    }

    /** From here on as many as the total allows. */
    void allowTheRest() {
        limit = total;
    }

    @Override
    public int read() throws IOException {
        int value = super.read();
        count(value < 0 ? 0 : 1);
        return value;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        int count = super.read(buffer, offset, length);
        count(Math.max(0, count));
        return count;
    }

    @Override
    public long skip(long count) throws IOException {
        // By reading, so that no stream can claim to have skipped what it has not.
        byte[] buffer = new byte[8192];
        long left = count;
        while (left > 0) {
            int now = read(buffer, 0, (int) Math.min(buffer.length, left));
            if (now < 0) {
                break;
            }
            left -= now;
        }
        return count - left;
    }

    private void count(int bytes) throws TooLargeException {
        read += bytes;
        if (read > limit) {
            throw new TooLargeException(
                    shown,
                    limit < total
                            ? "the archive has a header of more than a million bytes"
                            : "the transfer or what it unpacks to is larger than " + total + " bytes");
        }
    }
}
