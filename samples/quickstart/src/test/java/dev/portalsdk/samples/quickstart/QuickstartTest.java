package dev.portalsdk.samples.quickstart;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class QuickstartTest {
    private static final Path DATA = Path.of(System.getProperty("quickstart.data", "data"));

    @TempDir
    private Path temporary;

    private record Run(int exitCode, List<String> lines) {
        List<String> findings() {
            int start = lines.indexOf(lines.stream()
                    .filter(line -> line.startsWith("Findings: "))
                    .findFirst()
                    .orElseThrow());
            return lines.stream()
                    .skip(start + 1L)
                    .takeWhile(line -> line.startsWith("  "))
                    .map(String::strip)
                    .toList();
        }

        boolean has(String line) {
            return lines.stream().map(String::strip).anyMatch(line::equals);
        }
    }

    private Run run(String... args) {
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        PrintStream out = new PrintStream(printed, true, StandardCharsets.UTF_8);
        int exitCode = Quickstart.run(List.of(args), DATA, temporary.resolve("output"), out);
        return new Run(
                exitCode, printed.toString(StandardCharsets.UTF_8).lines().toList());
    }

    private Path write(String path, String text) throws IOException {
        Path file = temporary.resolve("catalog").resolve(path);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, text);
    }

    @Test
    void thePortalIsLoadedScaffoldedAndDocumented() throws IOException {
        Run run = run();
        String shown = String.join("\n", run.lines());
        assertEquals(0, run.exitCode(), shown);
        assertTrue(run.has("Entities: {Component=2, Group=1, Location=4, Template=1, User=1}"), shown);
        String template = DATA.toAbsolutePath()
                .normalize()
                .resolve("templates/python-service/template.yaml")
                .toString();
        String order = "https://github.com/myorg/order-service/blob/main/catalog-info.yaml";
        assertEquals(
                List.of(
                        template + ":12:10 warning dangling-ref",
                        order + ":23:10 warning dangling-ref",
                        order + ":24:11 warning dangling-ref",
                        order + ":26:7 warning dangling-ref",
                        order + ":28:7 warning dangling-ref",
                        order + ":29:7 warning dangling-ref",
                        order + ":31:7 warning dangling-ref"),
                run.findings().stream()
                        .map(finding -> finding.substring(0, finding.indexOf("dangling-ref") + "dangling-ref".length()))
                        .toList(),
                shown);
        assertTrue(run.has("component:default/invoice-service ownedBy group:default/team-payments"), shown);
        Path site = temporary.resolve("output/techdocs/default/component/order-service");
        assertTrue(Files.readString(site.resolve("index.html")).contains("Order Service"));
        assertTrue(Files.exists(site.resolve("api/index.html")));
        assertTrue(Files.exists(site.resolve("search/search_index.json")));
        assertTrue(run.lines().get(run.lines().size() - 1).startsWith("Done in "), shown);
    }

    @Test
    void mistakesInADirectoryAreToldWithTheirPlaces() throws IOException {
        String syntax = write("syntax/catalog-info.yaml", "apiVersion: backstage.io/v1alpha1\nkind: [Component\n")
                .toString();
        String name = write(
                        "name/catalog-info.yaml",
                        "apiVersion: backstage.io/v1alpha1\nkind: Component\nmetadata:\n  name: my web\nspec:\n  type: service\n  lifecycle: production\n"
                                + "  owner: team-a\n")
                .toString();
        String kind = write(
                        "kind/catalog-info.yaml",
                        "apiVersion: backstage.io/v1alpha1\nkind: Componnent\nmetadata:\n  name: web\nspec: {}\n")
                .toString();
        String owner = write(
                        "owner/catalog-info.yaml",
                        "apiVersion: backstage.io/v1alpha1\nkind: Component\nmetadata:\n  name: shop\nspec:\n  type: service\n  lifecycle: production\n---\n"
                                + "apiVersion: backstage.io/v1alpha1\nkind: Component\nmetadata:\n  name: good\nspec:\n  type: service\n"
                                + "  lifecycle: production\n  owner: team-z\n")
                .toString();
        Path bytes = write("bytes/catalog-info.yaml", "");
        Files.write(bytes, new byte[] {'a', ':', ' ', (byte) 0xff});
        String missing = write(
                        "missing/catalog-info.yaml",
                        "apiVersion: backstage.io/v1alpha1\nkind: Location\nmetadata:\n  name: all\nspec:\n  targets:\n    - ./nowhere.yaml\n")
                .toString();

        Run run = run(temporary.resolve("catalog").toString());

        String shown = String.join("\n", run.lines());
        assertEquals(1, run.exitCode(), shown);
        assertTrue(run.has("Entities: {Component=1, Location=1}"), shown);
        assertEquals(
                List.of(
                        bytes + ":1:4 error yaml",
                        kind + ":2:7 error unknown-kind",
                        missing + ":7:7 error",
                        name + ":4:9 error field-format",
                        owner + ":5:1 error schema",
                        owner + ":16:10 warning dangling-ref",
                        syntax + ":2:7 error yaml"),
                run.findings().stream().map(QuickstartTest::untilRule).toList(),
                shown);
        assertTrue(run.lines().get(run.lines().size() - 1).endsWith("6 errors, 1 warning"), shown);
    }

    /** Place, severity and rule; of a file that is not there, place and severity, as its rule is the reader's affair. */
    private static String untilRule(String finding) {
        String[] words = finding.split(" ");
        return words[0] + " " + words[1] + (finding.contains("nowhere.yaml") ? "" : " " + words[2]);
    }

    @Test
    void aDirectoryWithARootFileIsReadFromThere() throws IOException {
        write(
                "all.yaml",
                "apiVersion: backstage.io/v1alpha1\nkind: Location\nmetadata:\n  name: all\nspec:\n  targets:\n    - ./part.yaml\n");
        write(
                "part.yaml",
                "apiVersion: backstage.io/v1alpha1\nkind: Group\nmetadata:\n  name: a\nspec:\n  type: team\n  children: []\n");
        write("catalog-info.yaml", "not: read");
        Run run = run(temporary.resolve("catalog").toString());
        String shown = String.join("\n", run.lines());
        assertEquals(0, run.exitCode(), shown);
        assertTrue(run.has("Entities: {Group=1, Location=1}"), shown);
    }

    @Test
    void wrongArgumentsAreToldSo() {
        assertEquals(2, run("a", "b").exitCode());
        assertEquals(2, run(temporary.resolve("nowhere").toString()).exitCode());
    }
}
