package dev.portalsdk.http.exchange;

import java.io.IOException;
import java.io.InputStream;

/** What is sent with a request, up to a limit. */
final class RequestBody extends InputStream {
    static final RequestBody EMPTY = new RequestBody(InputStream.nullInputStream(), 0);

    private final InputStream content;
    private final long limit;
    private long read;

    RequestBody(InputStream content, long limit) {
        this.content = content;
        this.limit = limit;
    }

    RequestBody limitedTo(long bytes) {
        return bytes >= limit ? this : new RequestBody(content, bytes);
    }

    @Override
    public int read() throws IOException {
        int next;
        try {
            next = content.read();
        } catch (IOException | IndexOutOfBoundsException e) {
            throw broken(e);
        }
        count(next < 0 ? 0 : 1);
        return next;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        int got;
        try {
            got = content.read(into, offset, length);
        } catch (IOException | IndexOutOfBoundsException e) {
            throw broken(e);
        }
        count(Math.max(got, 0));
        return got;
    }

    /** Whoever sends it does so wrongly, or has gone. The JDK's server takes the size of some chunks for negative. */
    private static HttpException broken(Exception fault) {
        HttpException refusal = HttpException.input("The body ended early, or its parts are not as announced");
        refusal.initCause(fault);
        return refusal;
    }

    private void count(int more) {
        read += more;
        if (read > limit) {
            throw HttpException.tooLarge("The body has more than " + limit + " bytes");
        }
    }
}
