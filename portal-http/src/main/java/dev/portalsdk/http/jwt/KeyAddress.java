package dev.portalsdk.http.jwt;

import dev.portalsdk.model.Value;
import java.io.IOException;
import java.net.URI;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** Where an issuer's keys lie. */
@FunctionalInterface
interface KeyAddress {
    /** Hosts that nobody can stand between. */
    Pattern HERE = Pattern.compile("localhost|127(\\.\\d{1,3}){3}|\\[::1]");

    /** @throws IOException if that cannot be told now */
    URI find(IssuerDocuments documents) throws IOException;

    /** At a place that does not change. @throws IllegalArgumentException if others could answer in its place */
    static KeyAddress of(URI address) {
        URI checked = checked(address);
        return documents -> checked;
    }

    /** Where the issuer says. @throws IllegalArgumentException if others could answer in its place */
    static KeyAddress discovered(URI issuer) {
        // As OpenID Connect Discovery 4.1: a slash at the end goes before the path is added.
        URI document =
                checked(URI.create(issuer.toString().replaceFirst("/$", "") + "/.well-known/openid-configuration"));
        return documents -> {
            Value.Obj found = documents.get(document);
            if (!found.string("issuer").equals(Optional.of(issuer.toString()))) {
                throw new IOException(document + " speaks for another issuer than " + issuer);
            }
            String keys = found.string("jwks_uri").orElseThrow(() -> new IOException(document + " names no jwks_uri"));
            try {
                return checked(URI.create(keys));
            } catch (IllegalArgumentException e) {
                throw new IOException(document + " names an address of keys that cannot be trusted: " + keys, e);
            }
        };
    }

    private static URI checked(URI address) {
        String scheme = String.valueOf(address.getScheme()).toLowerCase(Locale.ROOT);
        String host = String.valueOf(address.getHost()).toLowerCase(Locale.ROOT);
        boolean encrypted = scheme.equals("https") && address.getHost() != null;
        if (!encrypted && !(scheme.equals("http") && HERE.matcher(host).matches())) {
            throw new IllegalArgumentException(
                    "Keys come by https (by http from this machine only), not from \"" + address + "\"");
        }
        return address;
    }
}
