package dev.portalsdk.samples.portal.signin;

import java.io.IOException;
import java.net.URI;

/** Another host that knows people. Called by many threads. */
public interface IdentityProvider {
    /** Its name in addresses: {@code github}. */
    String id();

    /** What the button says: {@code GitHub}. */
    String label();

    /**
     * Where a browser goes to sign in there.
     *
     * @throws IOException if the provider does not tell
     */
    URI authorization(Attempt attempt) throws IOException;

    /**
     * Who signed in there.
     *
     * @param code what the browser brought back
     * @throws IOException if the provider does not answer, or answers for somebody or something else
     */
    Identity identity(String code, Attempt attempt) throws IOException;

    /**
     * One attempt to sign in, told apart from all others.
     *
     * @param state comes back with the browser
     * @param verifier proves that who asks for the code's worth is who asked for the code (PKCE, RFC 7636)
     * @param nonce stands in the provider's answer
     * @param redirect where the provider sends the browser
     */
    record Attempt(String state, String verifier, String nonce, URI redirect) {}

    /**
     * A person, as a provider knows them.
     *
     * @param login unique at the provider; may be empty
     * @param email verified by the provider; may be empty
     * @param name to be shown
     */
    record Identity(String login, String email, String name) {}
}
