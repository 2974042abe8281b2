package dev.portalsdk.catalog.discovery;

import dev.portalsdk.config.Config;
import dev.portalsdk.fakes.FakeForge;
import dev.portalsdk.integration.Integrations;
import dev.portalsdk.model.Value;
import dev.portalsdk.source.HostConnections;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The kinds of hosts that the forge plays, and what each of them is asked for. */
enum ForgeHost {
    GITHUB("github.com", "github", "/blob/", "/graphql", "/api/v3/"),
    GITLAB("gitlab.com", "gitlab", "/-/blob/", "/groups/", "/api/v4/projects/"),
    GIT("git.acme.example", "git", ".git/blob/", "/info/refs", "/info/refs");

    static final String TOKEN = "hunter2";

    private final String host;
    private final String section;
    private final String view;
    final String listing;
    final String reading;

    // listing is part of the addresses of a listing, reading of those that files are read from.
    ForgeHost(String host, String section, String view, String listing, String reading) {
        this.host = host;
        this.section = section;
        this.view = view;
        this.listing = listing;
        this.reading = reading;
    }

    FakeForge start() {
        return FakeForge.builder().host(host).token(TOKEN).start();
    }

    String file(String slug, String branch, String path) {
        return "https://" + host + "/" + slug + view + branch + "/" + path;
    }

    /** With a discovery of all that is in acme; a plain Git host has the repositories that are listed. */
    Config config(FakeForge forge, String... repositories) {
        Value.Obj github = Value.Obj.of("organization", "acme");
        Value.Obj gitlab = Value.Obj.of("host", host, "group", "acme");
        List<String> urls = List.of(repositories).stream()
                .map(slug -> "https://" + host + "/" + slug + ".git")
                .collect(Collectors.toList());
        Value.Obj git = Value.Obj.of("repositories", urls);
        Value.Obj provider = this == GITHUB ? github : this == GITLAB ? gitlab : git;
        return Config.builder()
                .value("forge", Value.Obj.of("integrations", Value.Obj.of(section, List.of(integration(forge)))))
                .value(
                        "portal",
                        Value.Obj.of(
                                "catalog",
                                Value.Obj.of("providers", Value.Obj.of(section, Value.Obj.of("all", provider)))))
                .environment(Map.of())
                .build();
    }

    private Value.Obj integration(FakeForge forge) {
        Value.Obj.Builder item = Value.Obj.builder().put("host", host).put("token", TOKEN);
        if (this == GITHUB) {
            item.put("apiBaseUrl", forge.apiBaseUrl())
                    .put("rawBaseUrl", forge.rawBaseUrl())
                    .put("cloneBaseUrl", forge.url());
        } else if (this == GITLAB) {
            item.put("apiBaseUrl", forge.url() + "/api/v4");
        } else {
            item.put("cloneBaseUrl", forge.url()).put("username", "portal");
        }
        return item.build();
    }

    static HostConnections connections(Config config) {
        return HostConnections.builder()
                .integrations(Integrations.of(config))
                .retries(2, Duration.ofMillis(5))
                .build();
    }

    static String component(String name, String owner) {
        return "apiVersion: backstage.io/v1alpha1\nkind: Component\nmetadata: {name: " + name
                + "}\nspec: {type: service, lifecycle: production, owner: " + owner + "}\n";
    }

    Optional<DiscoveryProvider> provider(Config config, HostConnections connections) {
        return DiscoveryProviders.of(config, connections).stream()
                .map(DiscoveryProvider.class::cast)
                .findFirst();
    }
}
