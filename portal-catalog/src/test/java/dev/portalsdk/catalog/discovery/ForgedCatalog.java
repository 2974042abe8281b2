package dev.portalsdk.catalog.discovery;

import dev.portalsdk.catalog.Catalog;
import dev.portalsdk.catalog.store.RemovalGuard;
import dev.portalsdk.config.Config;
import dev.portalsdk.fakes.FakeForge;
import dev.portalsdk.fakes.ForgeRepository;
import dev.portalsdk.model.Diagnostic;
import dev.portalsdk.source.HostConnections;
import dev.portalsdk.source.UrlReader;
import dev.portalsdk.source.UrlReaders;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A forge, and a catalog that finds what is in it, by listing and reading alone. */
final class ForgedCatalog implements AutoCloseable {
    private final FakeForge forge;
    private final DiscoveryProvider provider;
    private final UrlReader reader;
    private final Catalog catalog;

    private ForgedCatalog(ForgeHost host, FakeForge forge, String... repositories) {
        this.forge = forge;
        Config config = host.config(forge, repositories);
        HostConnections connections = ForgeHost.connections(config);
        this.reader = UrlReaders.builder().connections(connections).build();
        this.provider = host.provider(config, connections).orElseThrow();
        this.catalog = Catalog.builder()
                .integrations(connections.integrations())
                .urlReader(reader)
                .provider(provider)
                .removalGuard(provider.name(), RemovalGuard.off())
                .build();
    }

    /** With a forge that has no repositories yet; a plain Git host is told of these. */
    static ForgedCatalog on(ForgeHost host, String... repositories) {
        FakeForge forge = host.start();
        forge.organization("acme").organization("globex");
        return new ForgedCatalog(host, forge, repositories);
    }

    FakeForge forge() {
        return forge;
    }

    Catalog catalog() {
        return catalog;
    }

    UrlReader reader() {
        return reader;
    }

    /** A repository with a component of its name. */
    ForgeRepository repository(String slug, String owner) {
        String name = slug.substring(slug.indexOf('/') + 1);
        return forge.createRepository(slug, Map.of("catalog-info.yaml", ForgeHost.component(name, owner)));
    }

    /** A run, and all that follows of it. */
    void discover() throws IOException {
        provider.refresh();
        catalog.settle();
    }

    /** The components that are visible, with their owners. */
    Map<String, String> owners() {
        catalog.settle();
        Map<String, String> owners = new TreeMap<>();
        catalog.queries()
                .all("kind=component")
                .forEach(entity -> owners.put(
                        entity.ref().name(),
                        entity.entity().spec().string("owner").orElse("")));
        return owners;
    }

    /** What is wrong, but for the owners, who are nobody here. */
    List<Diagnostic> findings() {
        return catalog.findings().stream()
                .filter(finding -> !finding.ruleId().equals("dangling-ref"))
                .toList();
    }

    /** Where a component was read from. */
    String place(String name) {
        return catalog.queries().all("kind=component,metadata.name=" + name).stream()
                .map(entity -> entity.location().target())
                .findFirst()
                .orElse("nowhere");
    }

    @Override
    public void close() {
        catalog.close();
        forge.close();
    }
}
