package dev.portalsdk.tools;

import dev.portalsdk.config.Config;
import dev.portalsdk.integration.Integrations;
import dev.portalsdk.model.Value;
import dev.portalsdk.scaffolder.Scaffolder;
import dev.portalsdk.scaffolder.ScaffolderAction;
import dev.portalsdk.scaffolder.TemplateProgram;
import dev.portalsdk.scaffolder.action.StandardActions;
import dev.portalsdk.source.NotAllowedException;
import dev.portalsdk.source.ReadOptions;
import dev.portalsdk.source.ReadResult;
import dev.portalsdk.source.TreeResult;
import dev.portalsdk.source.UrlReader;
import dev.portalsdk.source.UrlReaders;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** What templates of this machine are checked and tried with: the standard actions, the files beside them, and no network. */
final class LocalTemplates {
    static final String NOT_READ = "a check reads nothing from the network";

    private LocalTemplates() {}

    static TemplateProgram.Builder program() {
        Integrations hosts = hosts();
        return TemplateProgram.builder().actions(actions(hosts)).engine(StandardActions.engine(hosts));
    }

    static Scaffolder scaffolder() {
        Integrations hosts = hosts();
        return Scaffolder.builder()
                .actions(actions(hosts))
                .engine(StandardActions.engine(hosts))
                .concurrentTasks(1)
                .build();
    }

    /** With tokens, since actions that publish ask for one even if they only simulate. */
    private static Integrations hosts() {
        return Integrations.of(Config.builder()
                .value(
                        "a dry run",
                        Value.Obj.of(
                                "integrations",
                                Value.Obj.of("github", host("github.com"), "gitlab", host("gitlab.com"))))
                .build());
    }

    private static Value host(String name) {
        return Value.Arr.of(Value.Obj.of("host", name, "token", "of-a-dry-run"));
    }

    private static List<ScaffolderAction<?, ?>> actions(Integrations hosts) {
        UrlReader reader = UrlReaders.builder()
                .reader(url -> url.contains("://") && !url.startsWith("file:"), new Nowhere())
                .localFiles()
                .build();
        return StandardActions.builder(reader, hosts)
                .registrar(url -> List.of())
                .catalog((ref, user) -> Optional.empty())
                .notifications(notification -> {})
                .build();
    }

    /** Refuses. */
    private static final class Nowhere implements UrlReader {
        @Override
        public ReadResult read(String url, ReadOptions options) throws IOException {
            throw new NotAllowedException(url, NOT_READ);
        }

        @Override
        public TreeResult readTree(String url, ReadOptions options) throws IOException {
            throw new NotAllowedException(url, NOT_READ);
        }

        @Override
        public TreeResult search(String url, ReadOptions options) throws IOException {
            throw new NotAllowedException(url, NOT_READ);
        }
    }
}
