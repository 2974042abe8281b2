package dev.portalsdk.http.scaffolder;

import dev.portalsdk.catalog.Catalog;
import dev.portalsdk.catalog.store.StitchedEntity;
import dev.portalsdk.fakes.InMemoryUrlReader;
import dev.portalsdk.integration.GitHubIntegration;
import dev.portalsdk.integration.Integrations;
import dev.portalsdk.scaffolder.Scaffolder;
import dev.portalsdk.scaffolder.action.StandardActions;
import java.util.List;

/** A scaffolder with the standard actions, which reads the files that come with dry runs. */
public final class ScaffolderFixture {
    private ScaffolderFixture() {}

    public static Scaffolder open(Catalog catalog) {
        return open(catalog, DryRunSources.over(new InMemoryUrlReader()));
    }

    public static Scaffolder open(Catalog catalog, DryRunSources reader) {
        Integrations integrations = Integrations.builder()
                .add(GitHubIntegration.builder("github.com").build())
                .build();
        return Scaffolder.builder()
                .engine(StandardActions.engine(integrations))
                .actions(StandardActions.builder(reader, integrations)
                        .registrar(url -> List.of())
                        .catalog((ref, user) -> catalog.queries().byRef(ref).map(StitchedEntity::entity))
                        .build())
                .backstageProfile()
                .build();
    }
}
