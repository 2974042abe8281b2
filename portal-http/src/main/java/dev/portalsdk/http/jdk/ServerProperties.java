package dev.portalsdk.http.jdk;

import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What configures the JDK's server. It reads them when the first server of the process is made, and never again. */
final class ServerProperties {
    private static final Logger LOG = LoggerFactory.getLogger(ServerProperties.class);
    private static final String NO_DELAY = "sun.net.httpserver.nodelay";

    /** Seconds, bytes and counts. Headers and body of a request must be there within a minute; connections may idle as long. */
    private static final Map<String, String> PROPERTIES = Map.of(
            NO_DELAY,
            "true",
            "sun.net.httpserver.maxReqTime",
            "60",
            "sun.net.httpserver.maxReqHeaders",
            "100",
            "sun.net.httpserver.maxReqHeaderSize",
            "65536",
            "sun.net.httpserver.idleInterval",
            "60",
            "sun.net.httpserver.maxIdleConnections",
            "1000",
            "jdk.httpserver.maxConnections",
            "5000");

    private ServerProperties() {}

    static synchronized void apply() {
        boolean late = !Boolean.getBoolean(NO_DELAY) && anotherServerRuns();
        PROPERTIES.forEach((name, value) -> {
            if (System.getProperty(name) == null) {
                System.setProperty(name, value);
            }
        });
        if (late || !Boolean.getBoolean(NO_DELAY)) {
            LOG.warn(
                    "Answers will take about 40 ms longer than they need: another HttpServer was made in this process before, or {} was set to false."
                            + " Start the process with -D{}=true",
                    NO_DELAY,
                    NO_DELAY);
        }
    }

    /** Every one has a thread of this name. */
    private static boolean anotherServerRuns() {
        return Thread.getAllStackTraces().keySet().stream()
                .anyMatch(thread -> thread.getName().equals("HTTP-Dispatcher"));
    }
}
