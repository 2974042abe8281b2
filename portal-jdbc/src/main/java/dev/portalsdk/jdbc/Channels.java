package dev.portalsdk.jdbc;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Who waits for which channel, in this process. */
final class Channels {
    private static final Logger LOG = LoggerFactory.getLogger(Channels.class);

    private final Map<String, List<Runnable>> listeners = new ConcurrentHashMap<>();

    Registration add(String channel, Runnable wake) {
        // A listener may be registered twice: each registration is a task of its own.
        Runnable task = () -> wake.run();
        listeners.computeIfAbsent(channel, name -> new CopyOnWriteArrayList<>()).add(task);
        return () -> listeners.getOrDefault(channel, List.of()).remove(task);
    }

    void wake(String channel) {
        listeners.getOrDefault(channel, List.of()).forEach(Channels::run);
    }

    void wakeAll() {
        listeners.keySet().forEach(this::wake);
    }

    private static void run(Runnable wake) {
        try {
            wake.run();
        } catch (RuntimeException e) {
            LOG.warn("A listener failed; the others are told all the same", e);
        }
    }
}
