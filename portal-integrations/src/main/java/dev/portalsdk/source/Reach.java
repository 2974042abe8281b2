package dev.portalsdk.source;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;

/** From where an address is reached (IANA's special-purpose registries, RFC 6890). */
enum Reach {
    /** Everywhere, as far as the registries say. */
    PUBLIC,
    /** Within a network: private, shared or local to the machine. */
    PRIVATE,
    /** Only from the machine itself, or no machine's: link-local, where clouds keep credentials, multicast, unspecified. */
    OWN_MACHINE;

    static Reach of(InetAddress address) {
        if (address instanceof Inet6Address) {
            return ofV6(address);
        }
        byte[] b = address.getAddress();
        int first = b[0] & 0xff;
        int second = b[1] & 0xff;
        boolean ownMachine = first == 0
                || first >= 224
                || (first == 169 && second == 254)
                || Arrays.equals(b, new byte[] {100, 100, 100, (byte) 200}); // The metadata service of Alibaba Cloud.
        if (ownMachine) {
            return OWN_MACHINE;
        }
        boolean shared = first == 100 && second >= 64 && second < 128;
        boolean testing = first == 198 && (second == 18 || second == 19);
        return address.isSiteLocalAddress() || address.isLoopbackAddress() || shared || testing ? PRIVATE : PUBLIC;
    }

    private static Reach ofV6(InetAddress address) {
        byte[] b = address.getAddress();
        int head = ((b[0] & 0xff) << 8) | (b[1] & 0xff);
        if (address.isLoopbackAddress()) {
            return PRIVATE;
        }
        if (isZero(b, 0, 12)) {
            return address.isAnyLocalAddress() ? OWN_MACHINE : embedded(b, 12); // ::a.b.c.d
        }
        if (isZero(b, 0, 8) && b[8] == (byte) 0xff && b[9] == (byte) 0xff) {
            return embedded(b, 12); // ::ffff:0:a.b.c.d
        }
        if (head == 0x2002) {
            return embedded(b, 2); // 6to4
        }
        if (head == 0x0064 && b[2] == (byte) 0xff && b[3] == (byte) 0x9b) {
            return embedded(b, 12); // NAT64
        }
        boolean metadata = head == 0xfd00 && b[2] == 0x0e && b[3] == (byte) 0xc2; // fd00:ec2::254, Amazon's
        if (address.isLinkLocalAddress() || address.isMulticastAddress() || metadata) {
            return OWN_MACHINE;
        }
        return (b[0] & 0xfe) == 0xfc || address.isSiteLocalAddress() ? PRIVATE : PUBLIC;
    }

    private static boolean isZero(byte[] bytes, int from, int to) {
        for (int i = from; i < to; i++) {
            if (bytes[i] != 0) {
                return false;
            }
        }
        return true;
    }

    private static Reach embedded(byte[] bytes, int at) {
        try {
            return of(Inet4Address.getByAddress(Arrays.copyOfRange(bytes, at, at + 4)));
        } catch (UnknownHostException e) {
            throw new IllegalStateException("four bytes are an address", e);
        }
    }
}
