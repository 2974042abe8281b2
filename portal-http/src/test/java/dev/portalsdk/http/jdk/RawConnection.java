package dev.portalsdk.http.jdk;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;

/** A connection on which any bytes can be sent, whether they are HTTP or not. */
final class RawConnection implements AutoCloseable {
    private final Socket socket;
    private final InputStream in;

    RawConnection(int port) throws IOException {
        this(port, 5_000);
    }

    RawConnection(int port, int timeoutMillis) throws IOException {
        socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout(timeoutMillis);
        in = new BufferedInputStream(socket.getInputStream());
    }

    RawConnection send(String text) throws IOException {
        OutputStream out = socket.getOutputStream();
        out.write(text.getBytes(StandardCharsets.ISO_8859_1));
        out.flush();
        return this;
    }

    /** All that comes until the server closes, or for a second says nothing more. */
    String answer() throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        try {
            for (int next = in.read(); next >= 0; next = in.read()) {
                all.write(next);
                socket.setSoTimeout(1_000);
            }
        } catch (SocketTimeoutException | SocketException e) {
            // it says no more
        }
        return all.toString(StandardCharsets.ISO_8859_1);
    }

    /** Reads as much as comes, at most so much. */
    int read(int most) throws IOException {
        int got = in.read(new byte[most]);
        if (got < 0) {
            throw new IOException("It was cut off");
        }
        return got;
    }

    /** Whether the server closed the connection within the time that was set. */
    boolean isClosed() throws IOException {
        try {
            while (in.read() >= 0) {
                // what came before
            }
            return true;
        } catch (SocketTimeoutException e) {
            return false;
        } catch (SocketException e) {
            return true;
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
