package dev.portalsdk.cli;

import java.io.IOException;
import java.io.PrintWriter;

/** Says on a terminal what is being done, once it takes longer than half a second, and takes it back at the end. */
final class Progress {
    /** What takes its time. */
    interface Work<T> {
        T get() throws IOException;
    }

    private static final long PATIENCE_MILLIS = 500;
    private static final long STEP_MILLIS = 100;
    private static final String BACK = "\r\u001b[K"; // to the start of the line, and clear it

    private final PrintWriter out;
    private final String what;
    private final Thread thread;
    private boolean over; // guarded by this
    private boolean shown; // guarded by this

    private Progress(PrintWriter out, String what) {
        this.out = out;
        this.what = what;
        this.thread = new Thread(this::show, "progress");
        this.thread.setDaemon(true);
    }

    /** Does something, and says so where somebody is watching. */
    static <T> T during(Terminal terminal, String what, Work<T> work) throws IOException {
        if (!terminal.interactive()) {
            return work.get();
        }
        Progress progress = new Progress(terminal.err(), what);
        progress.thread.start();
        try {
            return work.get();
        } finally {
            progress.end();
        }
    }

    private synchronized void show() {
        long start = System.nanoTime();
        try {
            while (!over) {
                wait(STEP_MILLIS);
                long millis = (System.nanoTime() - start) / 1_000_000;
                if (!over && millis >= PATIENCE_MILLIS) {
                    shown = true;
                    out.print(BACK + what + " … " + millis / 1000 + " s");
                    out.flush();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized void end() {
        over = true;
        notifyAll();
        if (shown) {
            out.print(BACK);
            out.flush();
        }
    }
}
