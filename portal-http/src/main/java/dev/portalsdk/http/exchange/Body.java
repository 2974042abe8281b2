package dev.portalsdk.http.exchange;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.OptionalLong;

/** What a response carries. */
public sealed interface Body permits Body.Bytes, Body.Stream, Body.Events {

    /** How many bytes it has, if that is known before they are written. */
    OptionalLong length();

    /** Writes it; does not close the stream. A body is written once. */
    void writeTo(OutputStream out) throws IOException;

    /** No bytes at all. */
    static Body empty() {
        return Bytes.EMPTY;
    }

    /** These bytes, which must not change any more. */
    static Body of(byte[] content) {
        return new Bytes(content, content.length);
    }

    /** Writes a body piece by piece. */
    @FunctionalInterface
    interface Writer {
        /** Writes all of it; what fails after the first bytes cuts the connection, so that nobody takes a part for the whole. */
        void write(OutputStream out) throws IOException;
    }

    /** Sends events until there are no more. */
    @FunctionalInterface
    interface EventSource {
        /**
         * Sends them; ends when nobody listens any more, as the sink then fails.
         *
         * @throws InterruptedException if the server ends
         */
        void send(EventSink sink) throws IOException, InterruptedException;
    }

    /** A body that lies in memory. */
    final class Bytes implements Body {
        private static final Bytes EMPTY = new Bytes(new byte[0], 0);

        private final byte[] content;
        private final int length;

        Bytes(byte[] content, int length) {
            this.content = content;
            this.length = length;
        }

        /** The bytes, to be read only. */
        public byte[] content() {
            return content;
        }

        @Override
        public OptionalLong length() {
            return OptionalLong.of(length);
        }

        @Override
        public void writeTo(OutputStream out) throws IOException {
            out.write(content, 0, length);
        }
    }

    /** A body that is written as it is made. */
    final class Stream implements Body {
        private final OptionalLong length;
        private final Writer writer;

        Stream(OptionalLong length, Writer writer) {
            this.length = length;
            this.writer = writer;
        }

        @Override
        public OptionalLong length() {
            return length;
        }

        @Override
        public void writeTo(OutputStream out) throws IOException {
            writer.write(out);
        }
    }

    /** Server-sent events: what is sent must reach the client at once. */
    final class Events implements Body {
        private final EventSource source;

        Events(EventSource source) {
            this.source = source;
        }

        @Override
        public OptionalLong length() {
            return OptionalLong.empty();
        }

        @Override
        public void writeTo(OutputStream out) throws IOException {
            try {
                out.flush(); // the headers
                source.send(new Sink(out));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Events in the text form of HTML's server-sent events. */
    record Sink(OutputStream out) implements EventSink {
        @Override
        public void send(String event, String data) throws IOException {
            write("event: " + line(event) + "\n" + lines(data));
        }

        @Override
        public void send(String event, String data, String id) throws IOException {
            write("id: " + line(id) + "\nevent: " + line(event) + "\n" + lines(data));
        }

        @Override
        public void heartbeat() throws IOException {
            write(": still here\n\n");
        }

        private void write(String text) throws IOException {
            out.write(text.getBytes(StandardCharsets.UTF_8));
            out.flush();
        }

        private static String line(String text) {
            return text.replaceAll("[\r\n]", " ");
        }

        private static String lines(String data) {
            return "data: " + data.replaceAll("\r\n|\r|\n", "\ndata: ") + "\n\n";
        }
    }
}
