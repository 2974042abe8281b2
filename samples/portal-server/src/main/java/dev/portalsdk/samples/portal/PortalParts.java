package dev.portalsdk.samples.portal;

import dev.portalsdk.catalog.Catalog;
import dev.portalsdk.catalog.CatalogBuilder;
import dev.portalsdk.catalog.Registration;
import dev.portalsdk.catalog.discovery.ConfiguredCatalog;
import dev.portalsdk.catalog.jdbc.JdbcCatalogStore;
import dev.portalsdk.catalog.store.ChangeHistory;
import dev.portalsdk.catalog.store.StitchedEntity;
import dev.portalsdk.config.Config;
import dev.portalsdk.config.DatabaseConfig;
import dev.portalsdk.config.Secret;
import dev.portalsdk.integration.Integrations;
import dev.portalsdk.jdbc.Database;
import dev.portalsdk.model.EntityRef;
import dev.portalsdk.scaffolder.Scaffolder;
import dev.portalsdk.scaffolder.action.StandardActions;
import dev.portalsdk.scaffolder.jdbc.JdbcTaskStore;
import dev.portalsdk.scaffolder.jdbc.JdbcWorkspaceStore;
import dev.portalsdk.scaffolder.task.TaskCipher;
import dev.portalsdk.source.HostConnections;
import dev.portalsdk.source.UrlReader;
import dev.portalsdk.source.UrlReaders;
import dev.portalsdk.techdocs.SourcePreparer;
import dev.portalsdk.techdocs.TechDocs;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.UnaryOperator;
import javax.sql.DataSource;

/**
 * Catalog, scaffolder and documentation, wired as {@code app-config.yaml} says and kept in the database that it names; in memory if it names none.
 *
 * <p>Closing ends all of it, the last that was opened first.
 */
public final class PortalParts implements AutoCloseable {
    private static final Duration HISTORY = Duration.ofDays(90);

    private final Deque<AutoCloseable> opened = new ArrayDeque<>();
    private final Integrations integrations;
    private final Catalog catalog;
    private final Scaffolder scaffolder;
    private final TechDocs techDocs;

    private PortalParts(Config config, Path directory, UnaryOperator<CatalogBuilder> more) {
        this.integrations = Integrations.of(config);
        HostConnections connections = HostConnections.of(config, integrations);
        UrlReader reader =
                UrlReaders.builder().connections(connections).localFiles().build();
        CatalogBuilder builder = ConfiguredCatalog.of(config, directory, connections)
                .builder()
                .history(ChangeHistory.Retention.of(HISTORY));
        Scaffolder.Builder tasks = Scaffolder.builder();
        DatabaseConfig.of(config).ifPresent(described -> keepIn(described, config, builder, tasks));
        this.catalog = opened(more.apply(builder).build());
        this.scaffolder = opened(tasks.engine(StandardActions.engine(integrations))
                .actions(StandardActions.builder(reader, integrations)
                        .registrar(this::register)
                        .catalog((ref, user) -> catalog.queries().byRef(ref).map(StitchedEntity::entity))
                        .build())
                .build());
        SourcePreparer preparer = opened(SourcePreparer.builder()
                .localRoot(directory)
                .urlReader(reader)
                .integrations(integrations)
                .build());
        this.techDocs = opened(TechDocs.fromConfig(config, reader, integrations)
                .preparer(preparer)
                .build());
    }

    /**
     * Wires a portal; nothing is read yet.
     *
     * @param directory that relative files of the configuration are meant from
     * @throws dev.portalsdk.config.ConfigException if a value is missing or wrong
     */
    public static PortalParts of(Config config, Path directory) {
        return of(config, directory, builder -> builder);
    }

    /** As above, with providers, processors or kinds of the host's own. */
    public static PortalParts of(Config config, Path directory, UnaryOperator<CatalogBuilder> more) {
        return new PortalParts(config, directory, more);
    }

    private void keepIn(DatabaseConfig described, Config config, CatalogBuilder builder, Scaffolder.Builder tasks) {
        DataSource dataSource = DataSources.of(described);
        if (dataSource instanceof AutoCloseable pool) {
            opened(pool);
        }
        Database database = opened(Database.of(dataSource));
        builder.store(opened(JdbcCatalogStore.of(dataSource)));
        tasks.store(JdbcTaskStore.of(database)).workspaceStore(JdbcWorkspaceStore.of(database));
        // With a key, what a task was given in confidence survives a restart, too.
        config.secret("scaffolder.taskSecretsKey")
                .map(Secret::reveal)
                .ifPresent(key -> tasks.cipher(TaskCipher.of(Secret.of(key))));
    }

    private <T extends AutoCloseable> T opened(T part) {
        opened.push(part);
        return part;
    }

    /** What {@code catalog:register} asks of the catalog: the scaffolder knows no more of it than this. */
    private List<EntityRef> register(String url) {
        Registration registration = catalog.locations().add("url:" + url).orThrow();
        return registration.entities().stream()
                .filter(entity -> !entity.kind().equals("location"))
                .toList();
    }

    public Integrations integrations() {
        return integrations;
    }

    public Catalog catalog() {
        return catalog;
    }

    public Scaffolder scaffolder() {
        return scaffolder;
    }

    public TechDocs techDocs() {
        return techDocs;
    }

    @Override
    public void close() throws IOException {
        Closing.all(opened);
    }
}
