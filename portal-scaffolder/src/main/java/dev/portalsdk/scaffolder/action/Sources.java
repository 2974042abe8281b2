package dev.portalsdk.scaffolder.action;

import dev.portalsdk.config.Secret;
import dev.portalsdk.integration.Integrations;
import dev.portalsdk.scaffolder.ActionContext;
import dev.portalsdk.scaffolder.ScaffolderException;
import dev.portalsdk.source.ReadOptions;
import dev.portalsdk.source.ReadResult;
import dev.portalsdk.source.SourceFile;
import dev.portalsdk.source.TreeResult;
import dev.portalsdk.source.UrlReader;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** Reads what an action's {@code url} names; relative ones start at the template. */
record Sources(UrlReader reader, Integrations integrations) {

    /** The files of a directory, in the order of their paths. */
    List<SourceFile> tree(String url, Optional<String> token, ActionContext context) throws IOException {
        String resolved = resolve(url, context);
        if (reader.readTree(resolved, options(token, context)) instanceof TreeResult.Tree tree) {
            return tree.files();
        }
        throw new IOException("The reader gave no files of " + resolved);
    }

    /** What a url beside a template means. */
    String resolve(String url, String templateUrl) {
        return integrations.resolveUrl(url, templateUrl);
    }

    /** The files of a directory, for a template that is not run. */
    List<SourceFile> tree(String resolved, String templateUrl) throws IOException {
        if (reader.readTree(resolved, ReadOptions.defaults().withReferrer(templateUrl))
                instanceof TreeResult.Tree tree) {
            return tree.files();
        }
        throw new IOException("The reader gave no files of " + resolved);
    }

    /** The bytes of a file. */
    byte[] file(String url, Optional<String> token, ActionContext context) throws IOException {
        String resolved = resolve(url, context);
        if (reader.read(resolved, options(token, context)) instanceof ReadResult.Content content) {
            return content.bytes();
        }
        throw new IOException("The reader gave no content of " + resolved);
    }

    private String resolve(String url, ActionContext context) {
        Optional<String> base = context.step().templateUrl();
        if (base.isPresent()) {
            return resolve(url, base.get());
        }
        if (url.matches("(?s)[A-Za-z][A-Za-z0-9+.-]+:.*")) {
            return url;
        }
        throw new ScaffolderException("The url \"" + url + "\" is relative, but it is not known where the template "
                + context.step().template() + " lies; read it from a file or URL, or write an absolute url");
    }

    /**
     * A template that does not lie on this machine must not read its files; the reader sees that by the referrer. One of which nobody knows where it
     * lies is taken for such a template.
     */
    private static ReadOptions options(Optional<String> token, ActionContext context) {
        String referrer = context.step()
                .templateUrl()
                .orElseGet(() -> context.step().template().toString());
        ReadOptions options = ReadOptions.defaults().withReferrer(referrer);
        return token.isPresent() ? options.withToken(Secret.of(token.get())) : options;
    }
}
