/** Tokens that are signed JWTs: by the keys at an address, or of an OpenID Connect provider. The only package that knows {@code com.nimbusds:nimbus-jose-jwt}, which need not be there. */
@NullMarked
package dev.portalsdk.http.jwt;

import org.jspecify.annotations.NullMarked;
