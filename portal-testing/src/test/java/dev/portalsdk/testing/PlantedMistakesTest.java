package dev.portalsdk.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portalsdk.model.Diagnostic;
import dev.portalsdk.model.SourceLocation;
import dev.portalsdk.model.check.CatalogFiles;
import dev.portalsdk.model.check.CheckedCatalog;
import dev.portalsdk.scaffolder.Workspace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Mistakes that are planted into realistic catalogs, one at a time: each has to be found by its rule, at its line. And the catalogs as they are have none. */
class PlantedMistakesTest {
    private static final Path CATALOGS = Path.of("src/test/resources/catalogs");

    /** Where in the replacement the finding is expected. */
    private static final String HERE = "«";

    private static final String SHOP = "shop/catalog-info.yaml";
    private static final String ORDERS = "shop/orders/catalog-info.yaml";
    private static final String PAYMENTS = "shop/payments/catalog-info.yaml";
    private static final String WEB = "shop/web/catalog-info.yaml";
    private static final String SEARCH = "shop/search/catalog-info.yaml";
    private static final String TEAMS = "bank/teams/catalog-info.yaml";
    private static final String SYSTEMS = "bank/systems/catalog-info.yaml";
    private static final String ORG = "platform/org/catalog-info.yaml";
    private static final String GATEWAY = "platform/services/gateway/catalog-info.yaml";
    private static final String IDENTITY = "platform/services/identity/catalog-info.yaml";
    private static final String LIBRARY = "library/catalog-info.yaml";

    /** An edit, what finds it, and (by the mark in the replacement) where. */
    private record Mistake(String file, String text, String replacement, String rule) {}

    private static Mistake in(String file, String text, String replacement, String rule) {
        return new Mistake(file, text, replacement, rule);
    }

    private static final List<Mistake> MISTAKES = List.of(
            // references to what is not there
            in(SHOP, "owner: group:default/shop", "owner: «group:default/shopp", "dangling-ref"),
            in(SHOP, "owner: team-orders", "owner: «team-order", "dangling-ref"),
            in(SHOP, "owner: team-web\n  domain: commerce", "owner: team-web\n  domain: «comerce", "dangling-ref"),
            in(
                    SHOP,
                    "children: [team-orders, team-payments, team-web]",
                    "children: [team-orders, «team-billing, team-web]",
                    "dangling-ref"),
            in(SHOP, "members: [alice, bob]", "members: [alice, «bobby]", "dangling-ref"),
            in(SHOP, "    - carol", "    - «karol", "dangling-ref"),
            in(
                    SHOP,
                    "parent: shop\n  children: []\n  members: [alice",
                    "parent: «store\n  children: []\n  members: [alice",
                    "dangling-ref"),
            in(
                    ORDERS,
                    "owner: team-orders\n  system: ordering\n  providesApis",
                    "owner: «team-z\n  system: ordering\n  providesApis",
                    "dangling-ref"),
            in(ORDERS, "system: ordering\n  providesApis", "system: «orders\n  providesApis", "dangling-ref"),
            in(ORDERS, "    - order-api", "    - «order-apis", "dangling-ref"),
            in(ORDERS, "    - payment-api", "    - «payments-api", "dangling-ref"),
            in(ORDERS, "    - resource:orders-db", "    - «resource:order-db", "dangling-ref"),
            in(ORDERS, "    - component:default/order-events", "    - «component:orders/order-events", "dangling-ref"),
            in(PAYMENTS, "\"resource:default/bank-gateway\"", "«\"resource:default/bank\"", "dangling-ref"),
            in(
                    PAYMENTS,
                    "dependsOn: [\"resource:payments-db\"]",
                    "dependsOn: [«\"resource:payment-db\"]",
                    "dangling-ref"),
            in(WEB, "subcomponentOf: web-shop", "subcomponentOf: «webshop", "dangling-ref"),
            in(WEB, "owner: user:dave", "owner: «user:david", "dangling-ref"),
            in(SEARCH, "    - component:web-shop", "    - «component:web-shops", "dangling-ref"),
            in(SYSTEMS, "subdomainOf: everyday-banking", "subdomainOf: «daily-banking", "dangling-ref"),
            in(SYSTEMS, "consumesApis: [api:retail/booking-api]", "consumesApis: [«booking-api]", "dangling-ref"),
            in(SYSTEMS, "    - resource:retail/mainframe", "    - «resource:risk/mainframe", "dangling-ref"),
            in(TEAMS, "    - group:risk/fraud", "    - «group:fraud", "dangling-ref"),
            in(GATEWAY, "component:identity", "«component:identities", "dangling-ref"),
            in(IDENTITY, "owner: user:grace", "owner: «user:hopper", "dangling-ref"),
            in(IDENTITY, "owner: platform\n  type: service", "owner: «plattform\n  type: service", "dangling-ref"),
            in(LIBRARY, "owner: maintainers", "owner: «maintainer", "dangling-ref"),
            // references to the wrong kind, cycles, duplicates
            in(ORDERS, "owner: group:default/team-orders", "owner: «component:default/order-service", "wrong-kind-ref"),
            in(
                    SYSTEMS,
                    "system: ledger\n  consumesApis",
                    "system: «component:ledger-core\n  consumesApis",
                    "wrong-kind-ref"),
            in(
                    WEB,
                    "    - order-api\n    - api:default/search-api\n---",
                    "    - «resource:search-index\n    - api:default/search-api\n---",
                    "wrong-kind-ref"),
            in(
                    SHOP,
                    "parent: shop\n  children: []\n  members: [alice",
                    "parent: «user:alice\n  children: []\n  members: [alice",
                    "wrong-kind-ref"),
            in(
                    PAYMENTS,
                    "owner: team-payments, dependsOn: [\"resource:payments-db\"]",
                    "owner: team-payments, dependsOn: [«\"resource:bank-gateway\"]",
                    "cycle"),
            in(
                    SYSTEMS,
                    "  owner: accounts\n---\napiVersion: backstage.io/v1alpha1\nkind: Domain\nmetadata:\n  namespace: retail\n  name: current-accounts",
                    "  owner: accounts\n  subdomainOf: «current-accounts\n---\napiVersion: backstage.io/v1alpha1\nkind: Domain\nmetadata:\n  namespace: retail\n  name: current-accounts",
                    "cycle"),
            in(ORDERS, "  name: order-events", "  name: «order-service", "duplicate-ref"),
            in(PAYMENTS, "name: payments-db", "name: «orders-db", "duplicate-ref"),
            in(TEAMS, "  name: lending", "  name: «ACCOUNTS", "duplicate-ref"),
            // texts that are no references
            in(SHOP, "owner: group:default/shop", "owner: «group:default/the/shop", "dangling-ref"),
            in(ORDERS, "    - resource:orders-db", "    - «orders-db", "entity-ref"),
            in(ORDERS, "    - payment-api", "    - «\"api:\"", "entity-ref"),
            in(SYSTEMS, "    - component:ledger-core", "    - «component::ledger-core", "dangling-ref"),
            in(GATEWAY, "resource:certificates]", "«\"resource:/certificates\"]", "entity-ref"),
            // envelope
            in(SHOP, "kind: Domain", "kind: «Domane", "unknown-kind"),
            in(ORDERS, "kind: Resource", "kind: «Ressource", "unknown-kind"),
            in(PAYMENTS, "kind: \"API\"", "kind: «\"APIs\"", "unknown-kind"),
            in(
                    ORDERS,
                    "apiVersion: backstage.io/v1alpha1\nkind: Component\nmetadata:\n  name: order-service",
                    "apiVersion: «backstage.io/v1\nkind: Component\nmetadata:\n  name: order-service",
                    "unknown-api-version"),
            in(
                    IDENTITY,
                    "apiVersion: scaffolder.backstage.io/v1beta3",
                    "apiVersion: «scaffolder.backstage.io/v1beta2",
                    "unknown-api-version"),
            in(ORG, "apiVersion: backstage.io/v1beta1", "apiVersion: «backstage.io/v1gamma1", "unknown-api-version"),
            in(
                    LIBRARY,
                    "apiVersion: backstage.io/v1alpha1\nkind: Component\n",
                    "«apiVersion: backstage.io/v1alpha1\n",
                    "envelope"),
            in(LIBRARY, "apiVersion: backstage.io/v1alpha1\nkind: Component", "«kind: Component", "envelope"),
            in(LIBRARY, "metadata:\n  name: tiny-json\n", "«metadata:\n", "envelope"),
            in(LIBRARY, "  name: tiny-json\n", "  name: «tiny json\n", "field-format"),
            in(SHOP, "  name: ordering\n", "  name: «ordering_\n", "field-format"),
            in(WEB, "  name: web-shop\n", "  name: «-web-shop\n", "field-format"),
            in(TEAMS, "  namespace: risk\n", "  namespace: «Risk Team\n", "field-format"),
            in(ORDERS, "  name: orders-db", "  name: «42", "envelope"),
            in(ORDERS, "    - java\n", "    - «Java Script\n", "field-format"),
            in(SHOP, "tags: [orders, checkout]", "tags: «orders, checkout", "envelope"),
            in(GATEWAY, "tags: [go, edge]", "tags: [go, «Edge]", "field-format"),
            in(ORDERS, "    tier: \"1\"", "    tier: «1", "envelope"),
            in(SYSTEMS, "    bank.test/criticality: high", "    bank.test/criticality: «very high", "field-format"),
            in(SYSTEMS, "    language: cobol", "    «programming language: cobol", "field-format"),
            in(SYSTEMS, "    bank.test/cost-center: \"4711\"", "    bank.test/cost-center: «4711", "envelope"),
            in(TEAMS, "    bank.test/pager: \"0800-1\"", "    «bank.test/on/pager: \"0800-1\"", "field-format"),
            in(
                    ORDERS,
                    "    - url: https://grafana.acme.test/d/orders\n      title: Dashboard",
                    "    - «title: Dashboard",
                    "envelope"),
            in(ORDERS, "      title: Runbook", "      title: «7", "envelope"),
            in(LIBRARY, "{url: \"https://tiny-json.test\", title: Home", "{url: «\"\", title: Home", "envelope"),
            in(LIBRARY, "  title: tiny-json", "  title: «\"\"", "envelope"),
            in(
                    WEB,
                    "  description: >-\n    What customers see:\n    the catalogue, the basket, the account.",
                    "  description: «[catalogue, basket]",
                    "envelope"),
            in(
                    SEARCH,
                    "  links:\n    - url: https://search.acme.test\n      title",
                    "  links:\n    «url: https://search.acme.test\n    title",
                    "envelope"),
            in(SEARCH, "spec:\n  type: elasticsearch", "«specs:\n  type: elasticsearch", "unknown-root-field"),
            in(
                    SHOP,
                    "kind: System\nmetadata:\n  name: storefront\nspec:",
                    "kind: System\nmetadata:\n  name: storefront\n«relations: []\nspec:",
                    "unknown-root-field"),
            in(GATEWAY, "kind: Resource\n", "kind: Resource\n«owner: platform\n", "unknown-root-field"),
            // what kinds demand
            in(ORDERS, "spec:\n  type: service\n", "«spec:\n", "schema"),
            in(ORDERS, "  type: service\n", "  type: «\n", "schema"),
            in(SHOP, "spec:\n  owner: team-orders\n", "«spec:\n", "schema"),
            in(
                    PAYMENTS,
                    "spec:\n  type: \"service\"\n  lifecycle: \"production\"\n",
                    "«spec:\n  type: \"service\"\n",
                    "schema"),
            in(PAYMENTS, "owner: \"team-payments\"\n  system", "owner: «7\n  system", "schema"),
            in(
                    PAYMENTS,
                    "spec:\n  type: \"grpc\"\n  lifecycle: \"production\"\n  owner: \"team-payments\"\n  definition",
                    "«spec:\n  type: \"grpc\"\n  lifecycle: \"production\"\n  owner: \"team-payments\"\n  text",
                    "schema"),
            in(IDENTITY, "  definition: |\n    openapi: 3.1.0", "  definition: «{openapi: 3.1.0}", "schema"),
            in(
                    WEB,
                    "  consumesApis: &apis\n    - order-api\n    - api:default/search-api",
                    "  consumesApis: «order-api",
                    "schema"),
            in(
                    SEARCH,
                    "  dependsOn:\n    - resource:search-index",
                    "  dependsOn:\n    «resource: search-index",
                    "schema"),
            in(SHOP, "spec:\n  type: department\n", "«spec:\n", "schema"),
            in(TEAMS, "spec:\n  memberOf:\n    - lending", "spec:\n  memberOf: «lending", "schema"),
            in(
                    TEAMS,
                    "  profile: {displayName: Erin Example, email: erin@bank.test}",
                    "  profile: «Erin Example",
                    "schema"),
            in(TEAMS, "    displayName: Accounts", "    displayName: «[]", "schema"),
            in(ORG, "spec:\n  type: team\n  children: [platform-runtime]\n", "«spec:\n  type: team\n", "schema"),
            in(ORG, "children: [platform-runtime]", "children: [«7]", "schema"),
            in(ORG, "spec:\n  owner: platform", "spec: «platform", "envelope"),
            in(SHOP, "  targets:\n    - ./orders", "  targets: «./orders\n  others:\n    - ./orders", "schema"),
            in(
                    IDENTITY,
                    "  steps:\n    - id: log\n      name: Log\n      action: debug:log",
                    "  steps:\n    - «id: log\n      name: Log",
                    "schema"),
            in(IDENTITY, "spec:\n  owner: platform\n  type: service\n", "«spec:\n  owner: platform\n", "schema"),
            // misspelt fields and values
            in(SEARCH, "  system: storefront\n  providesApis", "  «sytem: storefront\n  providesApis", "unknown-field"),
            in(ORDERS, "  consumesApis:\n    - payment-api", "  «consumeApis:\n    - payment-api", "unknown-field"),
            in(WEB, "  subcomponentOf: web-shop", "  «subComponentOf: web-shop", "unknown-field"),
            in(SHOP, "  description: From basket to parcel", "  «desciption: From basket to parcel", "unknown-field"),
            in(GATEWAY, "  lifecycle: production", "  lifecycle: «prodution", "unusual-value"),
            in(SYSTEMS, "  lifecycle: experimental", "  lifecycle: «experimentel", "unusual-value"),
            // YAML
            in(
                    ORDERS,
                    "  owner: group:default/team-orders",
                    "  owner: group:default/team-orders\n  «owner: team-payments",
                    "yaml"),
            in(SHOP, "    email: shop@acme.test", "     «email: shop@acme.test", "yaml"),
            in(WEB, "  tags:\n    - typescript", "  tags:\n«\t- typescript", "yaml"),
            in(LIBRARY, "title: Home, type: website}", "title: «Home, type: website", "yaml"),
            in(PAYMENTS, "\"Talks to the banks\"", "«\"Talks to the banks", "yaml"),
            in(GATEWAY, "'app=gateway,tier=edge'", "«*gateway", "yaml"),
            in(LIBRARY, "    - {url:", "    - [«{url:", "yaml"));

    @TempDir
    Path directory;

    @TestFactory
    Stream<DynamicTest> catalogsAsTheyAreHaveNoFinding() {
        return Stream.of("shop", "bank", "platform", "library")
                .map(name ->
                        DynamicTest.dynamicTest(name, () -> CatalogAssertions.assertThatCatalog(CATALOGS.resolve(name))
                                .hasNoFindings()));
    }

    @Test
    void theSeedReportsExactlyTheReferencesThatAreMissing() {
        Path seed = CATALOGS.resolve("seed");
        CheckedCatalog catalog = CatalogFiles.under(seed)
                .named("catalog-info.yaml", "catalog-locations.yaml", "template.yaml")
                .check();
        assertEquals(3, catalog.entities().size());
        assertEquals(
                """
                catalog-info.yaml:23:10 spec.owner "group:team-platform" is no Group or User in the catalog
                catalog-info.yaml:24:11 spec.system "ecommerce" is no System in the catalog
                catalog-info.yaml:26:7 spec.providesApis[0] "order-api" is no API in the catalog
                catalog-info.yaml:28:7 spec.consumesApis[0] "payment-api" is no API in the catalog
                catalog-info.yaml:29:7 spec.consumesApis[1] "inventory-api" is no API in the catalog
                catalog-info.yaml:31:7 spec.dependsOn[0] "resource:order-database" is no entity in the catalog
                templates/template.yaml:12:10 spec.owner "group:team-platform" is no Group or User in the catalog
                """,
                catalog.result().findings().stream()
                        .map(finding -> finding.location()
                                        .map(SourceLocation::toString)
                                        .orElse("")
                                        .replace(seed + "/", "")
                                + " " + finding.message() + "\n")
                        .collect(Collectors.joining()));
    }

    @Test
    void whatIsAlmostThereIsSuggested() throws IOException {
        Files.copy(CATALOGS.resolve("seed/catalog-info.yaml"), directory.resolve("catalog-info.yaml"));
        Files.writeString(directory.resolve("more.yaml"), """
                {apiVersion: backstage.io/v1alpha1, kind: System, metadata: {name: e-commerce}, spec: {owner: group:team-platform}}
                ---
                {apiVersion: backstage.io/v1alpha1, kind: Group, metadata: {name: team-platform}, spec: {type: team, children: []}}
                """);
        List<Diagnostic> findings = CatalogFiles.under(directory)
                .named("catalog-info.yaml", "more.yaml")
                .check()
                .result()
                .findings();
        assertEquals(
                List.of(Optional.of("did you mean \"e-commerce\"?")),
                findings.stream()
                        .filter(finding -> finding.pointer().equals("/spec/system"))
                        .map(Diagnostic::hint)
                        .toList());
        assertEquals(5, findings.size());
    }

    @Test
    void theListIsOfAHundred() {
        assertTrue(MISTAKES.size() >= 100, () -> "only " + MISTAKES.size());
        assertEquals(MISTAKES.size(), MISTAKES.stream().distinct().count());
    }

    @TestFactory
    Stream<DynamicTest> everyMistakeIsFoundAtItsLine() {
        return MISTAKES.stream()
                .map(mistake -> DynamicTest.dynamicTest(
                        mistake.rule() + " " + mistake.file() + ": " + oneLine(mistake.replacement()),
                        () -> isFound(mistake)));
    }

    private static String oneLine(String text) {
        return text.replace("\n", "⏎");
    }

    private void isFound(Mistake mistake) throws IOException {
        Path catalog = Files.createTempDirectory(directory, "catalog");
        copy(CATALOGS.resolve(mistake.file().split("/")[0]), catalog);
        Path file = catalog.resolve(mistake.file().substring(mistake.file().indexOf('/') + 1));
        String before = Files.readString(file);
        int at = before.indexOf(mistake.text());
        assertTrue(at >= 0, () -> "the catalog does not hold " + mistake.text());
        int mark = mistake.replacement().indexOf(HERE);
        assertTrue(mark >= 0, "every mistake says where it is");
        Files.writeString(
                file,
                before.substring(0, at)
                        + mistake.replacement().replace(HERE, "")
                        + before.substring(at + mistake.text().length()));
        String above = before.substring(0, at) + mistake.replacement().substring(0, mark);
        long line = 1 + above.chars().filter(character -> character == '\n').count();
        List<Diagnostic> findings = CatalogFiles.under(catalog).check().result().findings();
        boolean found = findings.stream()
                .anyMatch(finding -> finding.ruleId().equals(mistake.rule())
                        && finding.location()
                                .filter(place -> place.line() == line
                                        && Path.of(place.source()).equals(file))
                                .isPresent());
        if (!found) {
            throw Failures.of(
                    "Expected a finding of \"" + mistake.rule() + "\" in line " + line + ", but found", findings);
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        for (String path : Workspace.in(from).files()) {
            Files.createDirectories(to.resolve(path).getParent());
            Files.copy(from.resolve(path), to.resolve(path));
        }
    }
}
