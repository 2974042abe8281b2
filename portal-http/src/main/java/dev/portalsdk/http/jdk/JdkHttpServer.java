package dev.portalsdk.http.jdk;

import com.sun.net.httpserver.HttpServer;
import dev.portalsdk.http.exchange.Handler;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.Objects;

/**
 * The JDK's {@code HttpServer} with a handler behind it.
 *
 * <p>That server is configured by system properties, once in a process: the first server that is made here sets those that nobody has set, among them
 * {@code sun.net.httpserver.nodelay}, without which every answer takes 40 ms, and limits on headers and on how long a request may take to arrive; it warns in
 * the log if another server was made before.
 */
public final class JdkHttpServer implements AutoCloseable {
    private final HttpServer server;
    private final RequestThreads threads;
    private final SlowReaders readers;
    private final Duration grace;

    private JdkHttpServer(HttpServer server, RequestThreads threads, SlowReaders readers, Duration grace) {
        this.server = server;
        this.threads = threads;
        this.readers = readers;
        this.grace = grace;
    }

    /** Starts a server in front of a handler. */
    public static Builder builder(Handler handler) {
        return new Builder(handler);
    }

    /** The port that it listens to. */
    public int port() {
        return server.getAddress().getPort();
    }

    /** Where it answers, {@code http://localhost:7007}; without a slash at the end. */
    public URI uri() {
        InetSocketAddress address = server.getAddress();
        InetAddress host = address.getAddress();
        boolean here = host.isAnyLocalAddress() || host.isLoopbackAddress();
        String name = here ? "localhost" : host.getHostAddress();
        return URI.create("http://" + (name.contains(":") ? "[" + name + "]" : name) + ":" + address.getPort());
    }

    /** Takes no new requests, waits for those under way as long as was set, and ends. */
    @Override
    public void close() {
        server.stop((int) grace.toSeconds());
        threads.close();
        readers.close();
    }

    /** Builds a server; for one thread. */
    public static final class Builder {
        private static final int MOST_THREADS = 10_000;

        private final Handler handler;
        private InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        private int most = 200;
        private Duration grace = Duration.ZERO;
        private Duration patience = Duration.ofMinutes(1);

        private Builder(Handler handler) {
            this.handler = Objects.requireNonNull(handler);
        }

        /** The port on this machine only; unless set, any that is free. */
        public Builder port(int port) {
            return address(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        }

        /** Where to listen; {@code new InetSocketAddress(7007)} for every network that this machine is in. */
        public Builder address(InetSocketAddress where) {
            this.address = Objects.requireNonNull(where);
            return this;
        }

        /**
         * How many requests are answered at a time at most, by a thread each; unless set, 200. An open stream of events counts. There are as many threads as
         * processors until requests have to wait for one; up to 10,000 wait, further ones are hung up on.
         *
         * @param threads 1 to 10,000
         */
        public Builder threads(int threads) {
            if (threads < 1 || threads > MOST_THREADS) {
                throw new IllegalArgumentException("A server has 1 to " + MOST_THREADS + " threads, not " + threads);
            }
            this.most = threads;
            return this;
        }

        /** How long to wait at the end for requests under way; unless set, not at all. In whole seconds. */
        public Builder grace(Duration time) {
            if (time.isNegative()) {
                throw new IllegalArgumentException("The grace of a server must not be negative");
            }
            this.grace = time;
            return this;
        }

        /**
         * How long a client may take none of the answer that it asked for, or less than 64 KiB of what waits for it, before it is cut off and its thread free for
         * others; unless set, a minute. Streams of events in which nothing happens are not meant.
         *
         * @param time at least 100 ms
         */
        public Builder slowReaders(Duration time) {
            if (time.toMillis() < 100) {
                throw new IllegalArgumentException("A client has at least 100 ms to read something, not " + time);
            }
            this.patience = time;
            return this;
        }

        /** Starts it. @throws IOException if the address is taken */
        public JdkHttpServer start() throws IOException {
            ServerProperties.apply();
            HttpServer server = HttpServer.create(address, 0);
            RequestThreads threads = new RequestThreads(most);
            server.setExecutor(threads);
            SlowReaders readers = new SlowReaders(patience);
            server.createContext("/", new ExchangeAdapter(handler, readers));
            server.start();
            return new JdkHttpServer(server, threads, readers, grace);
        }
    }
}
