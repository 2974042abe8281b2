package dev.portalsdk.source;

import dev.portalsdk.integration.WebUrl;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;

/**
 * Where connections may go: to the addresses of integrations and to the allow list, each time anew, also after redirects.
 *
 * <p>A name says little about where it leads. A host that is named may be a machine of the own network, but never one that only
 * speaks to this machine, such as the metadata service of a cloud; a host that is only covered by a wildcard, so that
 * strangers may choose its address, must be a public one.
 */
final class ReadRules {
    private final List<WebUrl> origins;
    private final AllowList allowList;
    private final AddressResolver resolver;

    ReadRules(List<WebUrl> origins, AllowList allowList, AddressResolver resolver) {
        this.origins = List.copyOf(origins);
        this.allowList = allowList;
        this.resolver = resolver;
    }

    boolean allows(WebUrl url) {
        return isOrigin(url) || allowList.allows(url);
    }

    /** Whether the allow list has it, which is for plain web servers. */
    boolean lists(WebUrl url) {
        return allowList.allows(url);
    }

    private boolean isOrigin(WebUrl url) {
        return origins.stream().anyMatch(url::sameOrigin);
    }

    /**
     * Returns if a connection may be made.
     *
     * @param shown the URL in messages
     * @throws NotAllowedException otherwise
     */
    void require(String shown, WebUrl url, String why) throws SourceException {
        if (!allows(url)) {
            throw new NotAllowedException(shown, why + notAllowed(url.hostAndPort()));
        }
        boolean named = isOrigin(url) || allowList.names(url);
        requireAddresses(shown, url.host(), named);
    }

    /** For hosts that are reached by other means than HTTP. */
    void requireHost(String shown, String host) throws SourceException {
        requireAddresses(shown, host, true);
    }

    private void requireAddresses(String shown, String host, boolean named) throws SourceException {
        if (isLiteral(host)) {
            return; // It is on the list as it stands, and leads nowhere else.
        }
        try {
            for (InetAddress address : resolver.resolve(host)) {
                Reach reach = Reach.of(address);
                if (reach == Reach.OWN_MACHINE || (!named && reach != Reach.PUBLIC)) {
                    throw new NotAllowedException(
                            shown,
                            host + " leads to " + address.getHostAddress() + ", which "
                                    + (named
                                            ? "only this machine may speak to"
                                            : "is not public; name the host itself"
                                                    + " in backend.reading.allow, without a wildcard, if that is meant"));
                }
            }
        } catch (UnknownHostException e) {
            if (!named) {
                throw new SourceException(shown, "there is no host " + host, e);
            }
            // A proxy may know more; without one, the connection fails.
        }
    }

    private static boolean isLiteral(String host) {
        return host.startsWith("[") || host.matches("\\d+(\\.\\d+){3}");
    }

    static String notAllowed(String host) {
        return "reading from " + host + " is not allowed; add the host to backend.reading.allow, or configure it under"
                + " integrations";
    }
}
