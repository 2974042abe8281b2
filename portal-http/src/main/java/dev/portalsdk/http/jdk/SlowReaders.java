package dev.portalsdk.http.jdk;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Cuts off clients that ask and do not read the answer, as each of them keeps a thread: the JDK's server has a limit for whole answers only, which would end
 * every stream of events. For any number of threads.
 */
final class SlowReaders implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SlowReaders.class);
    /** A client must take as much within the time. */
    private static final int SLICE = 1 << 16;

    private final Duration patience;
    private final Set<Write> blocked = ConcurrentHashMap.newKeySet();
    private final Thread watch;

    SlowReaders(Duration patience) {
        this.patience = patience;
        this.watch = new Thread(this::watch, "portal-http-slow-readers");
        watch.setDaemon(true);
        watch.start();
    }

    /** A thread that is writing. Channels are closed when whoever writes to them is interrupted. */
    private static final class Write {
        private final Thread thread = Thread.currentThread();
        private final long since = System.nanoTime();
        private boolean over;
        private boolean cut;

        synchronized void cutOff() {
            if (!over) {
                cut = true;
                thread.interrupt();
            }
        }

        synchronized boolean wasCut() {
            over = true;
            return cut;
        }
    }

    private void watch() {
        try {
            while (true) {
                TimeUnit.NANOSECONDS.sleep(patience.toNanos() / 4);
                long now = System.nanoTime();
                for (Write write : blocked) {
                    if (now - write.since > patience.toNanos()) {
                        write.cutOff();
                    }
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // the server ends
        }
    }

    /** Fails once nothing more of it is read. */
    OutputStream watched(OutputStream out) {
        return new FilterOutputStream(out) {
            @Override
            public void write(int one) throws IOException {
                write(new byte[] {(byte) one}, 0, 1);
            }

            @Override
            public void write(byte[] bytes, int offset, int length) throws IOException {
                for (int done = 0; done < length; done += SLICE) {
                    int from = offset + done;
                    int some = Math.min(SLICE, length - done);
                    timed(() -> out.write(bytes, from, some));
                }
            }

            @Override
            public void flush() throws IOException {
                timed(out::flush);
            }
        };
    }

    private interface Writing {
        void run() throws IOException;
    }

    private void timed(Writing writing) throws IOException {
        Write write = new Write();
        blocked.add(write);
        try {
            writing.run();
        } finally {
            blocked.remove(write);
            if (write.wasCut() && Thread.interrupted()) { // that was meant for the write only
                LOG.debug("A client that took nothing of an answer for {} was cut off", patience);
            }
        }
    }

    @Override
    public void close() {
        watch.interrupt();
    }
}
