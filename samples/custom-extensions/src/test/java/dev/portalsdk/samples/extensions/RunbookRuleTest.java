package dev.portalsdk.samples.extensions;

import dev.portalsdk.catalog.provider.InCodeProvider;
import dev.portalsdk.catalog.store.Mutation;
import dev.portalsdk.catalog.store.ProvidedEntity;
import dev.portalsdk.model.yaml.DescriptorReader;
import dev.portalsdk.testing.ProviderTester;
import java.util.List;
import org.junit.jupiter.api.Test;

class RunbookRuleTest {
    private static ProvidedEntity component(String metadata) {
        String yaml = """
                apiVersion: backstage.io/v1alpha1
                kind: Component
                metadata: %s
                spec: {type: service, lifecycle: production, owner: team-a}
                """.formatted(metadata);
        return ProvidedEntity.of(
                DescriptorReader.create().read("test.yaml", yaml).orThrow().get(0));
    }

    @Test
    void whatIsOfTierOneNeedsARunbook() {
        InCodeProvider services = new InCodeProvider("services")
                .with(Mutation.full(List.of(
                        component("{name: forgotten, labels: {tier: \"1\"}}"),
                        component(
                                "{name: careful, labels: {tier: \"1\"}, annotations: {acme.test/runbook: 'https://acme.test'}}"),
                        component("{name: small, labels: {tier: \"3\"}}"))));
        try (ProviderTester tester =
                ProviderTester.connect(services, catalog -> catalog.rule("tier 1 has a runbook", new RunbookRule()))) {
            tester.givesOnly("component:careful", "component:small")
                    .hasFinding("tier-1-runbook", "component:forgotten");
        }
    }
}
