package dev.portalsdk.model.kind;

import java.util.List;
import java.util.Optional;

/**
 * Spec of an API, an interface that components offer and use.
 *
 * @param type openapi, asyncapi, graphql, grpc, mcp-server, or a word of the organisation's own
 * @param lifecycle experimental, production, deprecated, or a word of its own
 * @param owner reference to a Group or User
 * @param system reference to a System
 * @param definition the definition in the language that type names; absent for mcp-server
 * @param remotes where an MCP server is reached
 */
public record ApiSpec(
        String type,
        String lifecycle,
        String owner,
        Optional<String> system,
        Optional<String> definition,
        List<Remote> remotes) {

    /** Copies the lists. */
    public ApiSpec {
        remotes = List.copyOf(remotes);
    }

    /**
     * An address of an MCP server.
     *
     * @param type transport, e.g. streamable-http
     * @param url address
     */
    public record Remote(String type, String url) {}
}
