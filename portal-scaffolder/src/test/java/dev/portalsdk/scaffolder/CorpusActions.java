package dev.portalsdk.scaffolder;

import dev.portalsdk.config.Secret;
import dev.portalsdk.integration.GitHubIntegration;
import dev.portalsdk.integration.GitLabIntegration;
import dev.portalsdk.integration.Integrations;
import dev.portalsdk.scaffolder.action.StandardActions;
import dev.portalsdk.scaffolder.template.NunjucksEngine;
import dev.portalsdk.source.UrlReaders;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** The actions that templates of the corpus run: the standard ones, and simulations of what reaches further. */
final class CorpusActions {
    private static final Integrations INTEGRATIONS = Integrations.builder()
            .add(GitHubIntegration.builder("github.com")
                    .token(Secret.of("forge-token"))
                    .build())
            .add(GitLabIntegration.builder("gitlab.com")
                    .token(Secret.of("forge-token"))
                    .build())
            .build();

    private CorpusActions() {}

    record Key(String project, String token, Optional<String> apiKey) {}

    record KeyOutput(String id) {}

    record Login(String token, Optional<String> user) {}

    record LoginOutput(String session, Optional<String> user) {}

    static NunjucksEngine engine() {
        return StandardActions.engine(INTEGRATIONS);
    }

    static List<ScaffolderAction<?, ?>> all() {
        List<ScaffolderAction<?, ?>> all = new ArrayList<>(StandardActions.of(
                UrlReaders.builder().localFiles().integrations(INTEGRATIONS).build(), INTEGRATIONS, url -> List.of()));
        all.add(simulated("acme:key:create", Key.class, KeyOutput.class, input -> new KeyOutput("key-1")));
        all.add(simulated(
                ActionDescriptor.builder("acme:login", Login.class, LoginOutput.class)
                        .passesOn("token", "session"),
                input -> new LoginOutput("s-" + input.token(), input.user())));
        return all;
    }

    private static <I, O> ScaffolderAction<I, O> simulated(
            String id, Class<I> input, Class<O> output, Function<I, O> result) {
        return simulated(ActionDescriptor.builder(id, input, output), result);
    }

    private static <I, O> ScaffolderAction<I, O> simulated(
            ActionDescriptor.Builder<I, O> described, Function<I, O> result) {
        ActionDescriptor<I, O> descriptor = described.supportsDryRun().build();
        return new ScaffolderAction<>() {
            @Override
            public ActionDescriptor<I, O> descriptor() {
                return descriptor;
            }

            @Override
            public O run(I given, ActionContext context) {
                return result.apply(given);
            }
        };
    }
}
