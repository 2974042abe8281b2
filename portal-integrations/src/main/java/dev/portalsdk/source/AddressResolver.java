package dev.portalsdk.source;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;

/** Looks up the addresses of a host, to see where a connection would go before it is made. Called by many threads at once. */
@FunctionalInterface
public interface AddressResolver {
    /** The addresses; at least one. */
    List<InetAddress> resolve(String host) throws UnknownHostException;

    /**
     * The resolver of the Java platform. Since connections ask it too and it remembers its answers (for 30 seconds, unless
     * {@code networkaddress.cache.ttl} says otherwise; it must not be 0), they go where the check looked.
     */
    static AddressResolver ofThePlatform() {
        return host -> List.of(InetAddress.getAllByName(host));
    }
}
