package dev.portalsdk.samples.durable;

import dev.portalsdk.catalog.Catalog;
import dev.portalsdk.catalog.discovery.ConfiguredCatalog;
import dev.portalsdk.catalog.jdbc.JdbcCatalogStore;
import dev.portalsdk.config.Config;
import dev.portalsdk.config.ConfigException;
import dev.portalsdk.config.DatabaseConfig;
import java.io.PrintStream;
import java.nio.file.Path;
import javax.sql.DataSource;

/**
 * How do I keep the catalog in a database?
 *
 * <p>Run it twice: the second time the entities are there before any file has been read, with the uids and the versions that they had.
 */
public final class DurableCatalog {
    private DurableCatalog() {}

    /** Arguments: [DIRECTORY], with an app-config.yaml. Exit code 0, or 1 if there is no database to be used. */
    public static void main(String[] args) throws Exception {
        Path directory = Path.of(args.length > 0 ? args[0] : "samples/durable-catalog/data");
        try {
            run(Config.builder().defaultFiles(directory).build(), directory, System.out);
        } catch (ConfigException e) {
            System.err.println(e.getMessage());
            System.exit(1);
        }
    }

    @SuppressWarnings("try") // the pool is only closed
    static void run(Config config, Path directory, PrintStream out) throws Exception {
        DatabaseConfig described = DatabaseConfig.of(config)
                .orElseThrow(() -> config.missing("backend.database", "the database that the catalog is kept in"));
        DataSource dataSource = DataSources.of(described);
        try (AutoCloseable pool = dataSource instanceof AutoCloseable closeable ? closeable : () -> {};
                JdbcCatalogStore store = JdbcCatalogStore.of(dataSource);
                Catalog catalog = ConfiguredCatalog.of(config, directory)
                        .builder()
                        .store(store)
                        .build()) {
            out.println(described);
            out.println("kept: " + catalog.changes().snapshot().entities().size() + " entities at version "
                    + catalog.changes().version());
            catalog.settle();
            catalog.queries().all("kind=component").forEach(entity -> out.println(entity.ref() + " " + entity.uid()));
            out.println("now: version " + catalog.changes().version());
        }
    }
}
