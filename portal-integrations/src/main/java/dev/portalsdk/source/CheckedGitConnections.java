package dev.portalsdk.source;

import dev.portalsdk.integration.WebUrl;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Proxy;
import java.net.URL;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.eclipse.jgit.transport.http.HttpConnection;
import org.eclipse.jgit.transport.http.HttpConnectionFactory;
import org.eclipse.jgit.transport.http.JDKHttpConnection;

/** The connections of one fetch: every address that JGit goes to is checked, redirects too, and what it receives is counted. */
final class CheckedGitConnections implements HttpConnectionFactory {
    private final String shown;
    private final ReadRules rules;
    private final long maxBytes;
    private final AtomicLong received = new AtomicLong();

    /** @param shown the URL in messages */
    CheckedGitConnections(String shown, ReadRules rules, long maxBytes) {
        this.shown = shown;
        this.rules = rules;
        this.maxBytes = maxBytes;
    }

    @Override
    public HttpConnection create(URL url) throws IOException {
        return create(url, Proxy.NO_PROXY);
    }

    @Override
    public HttpConnection create(URL url, Proxy proxy) throws IOException {
        Optional<WebUrl> address = WebUrl.parse(url.toString());
        rules.require(
                shown,
                address.orElseThrow(
                        () -> new NotAllowedException(shown, ReadRules.notAllowed(String.valueOf(url.getAuthority())))),
                "");
        return new CountedConnection(url, proxy);
    }

    private void count(int bytes) throws TooLargeException {
        if (received.addAndGet(bytes) > maxBytes) {
            throw new TooLargeException(shown, "the transfer is larger than " + maxBytes + " bytes");
        }
    }

    private final class CountedConnection extends JDKHttpConnection {
        CountedConnection(URL url, Proxy proxy) throws IOException {
            super(url, proxy);
        }

        @Override
        public InputStream getInputStream() throws IOException {
            return new FilterInputStream(super.getInputStream()) {
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
            };
        }
    }
}
