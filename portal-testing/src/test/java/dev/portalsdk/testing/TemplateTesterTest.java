package dev.portalsdk.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portalsdk.model.Value;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;

@ResourceLock(Resources.SYSTEM_PROPERTIES)
class TemplateTesterTest {
    private static final Path DIRECTORY = Path.of("src/test/resources/template-tests");
    private static final TemplateTester SERVICE = TemplateTester.of(DIRECTORY.resolve("service/template.yaml"))
            .standIn("acme:ticket:create", TemplateTesterTest::ticket);

    @TempDir
    Path directory;

    @AfterEach
    void compareAgain() {
        System.clearProperty(GoldenCatalogs.UPDATE);
    }

    private static Value.Obj ticket(Value.Obj input) {
        return Value.Obj.of("id", "OPS-" + input.string("title").orElseThrow().length());
    }

    private static TemplateTester web() {
        return SERVICE.value("name", "web").value("public", true);
    }

    private static String failure(Runnable assertion) {
        return assertThrows(AssertionError.class, assertion::run).getMessage();
    }

    private static void assertHas(String text, String... parts) {
        for (String part : parts) {
            assertTrue(text.contains(part), () -> "\"" + part + "\" is not in:\n" + text);
        }
    }

    @Test
    void runsATemplateFromValuesToFilesStepsAndOutputs() {
        web().hasNoErrors()
                .run()
                .succeeds()
                .hasNoWarnings()
                .ranSteps("fetch", "publish", "ticket", "greet")
                .hasOutput("/links/0/url", "https://github.com/acme/web.git")
                .hasOutput("/ticket", "OPS-10")
                .hasFile("README.md", "# web\n\nListens on 8080.\n")
                .hasFilesAs(DIRECTORY.resolve("golden/web"))
                .hasNoFile("CHANGELOG.md")
                .step("fetch")
                .ran()
                .hasInput("/values/port", 8080)
                .and()
                .step("ticket")
                .ran(1)
                .hasInput("/title", "Review web")
                .hasOutput("/id", "OPS-10")
                .and()
                .step("greet")
                .ran(2)
                .hasInput("/message", "hello alice", "hello bob")
                .logs("hello bob");
    }

    @Test
    void stepsWhoseConditionIsFalseAreSkipped() {
        TemplateRun run = web().value("public", false).run().succeeds().ranSteps("fetch", "publish", "greet");
        run.step("ticket").wasSkipped();
        assertHas(
                failure(() -> run.step("ticket").ran()),
                "the step \"ticket\" is COMPLETED, but it is SKIPPED",
                "fetch: COMPLETED");
        assertHas(failure(() -> run.step("tickets")), "There is no step \"tickets\"", "did you mean \"ticket\"?");
    }

    @Test
    void aStandInThatFailsFailsItsStep() {
        TemplateRun run = web().standIn("acme:ticket:create", input -> {
                    throw new IllegalStateException("the tracker is closed");
                })
                .run()
                .fails("the tracker is closed");
        run.step("ticket").failed("tracker").and().step("greet").wasSkipped();
        assertHas(
                failure(run::succeeds),
                "template:default/service succeeds, but it is FAILED",
                "ticket: FAILED: the tracker is closed",
                "greet: SKIPPED");
        assertHas(failure(() -> run.fails("on holiday")), "has no line with \"on holiday\"", "the tracker is closed");
    }

    @Test
    void aStandInForAKnownActionKeepsItsSchemas() {
        List<Value> inputs = new ArrayList<>();
        web().standIn("publish:github", input -> {
                    inputs.add(input);
                    return Value.Obj.of(
                            "remoteUrl", "https://forge.test/web", "repoContentsUrl", "https://forge.test/web/tree");
                })
                .run()
                .succeeds()
                .hasOutput("/links/0/url", "https://forge.test/web");
        assertEquals(
                "github.com?owner=acme&repo=web",
                inputs.get(0).at("/repoUrl").flatMap(Value::asString).orElseThrow());
        web().standIn("publish:github", input -> Value.Obj.of("remoteUri", "https://forge.test/web"))
                .run()
                .step("publish")
                .failed("answers \"remoteUri\", which the action itself does not give; did you mean \"remoteUrl\"?");
    }

    @Test
    void theFormRefusesWhatDoesNotFitWithItsPlace() {
        SERVICE.refuses("/name", "is required").value("name", "Web!").refuses("/name", "pattern");
        assertHas(
                failure(() -> SERVICE.value("name", "web").refuses("/name", "pattern")), "it takes {\"name\":\"web\"}");
        assertHas(
                failure(() -> SERVICE.value("name", "Web!").refuses("/port", "minimum")),
                "but it refuses",
                "template.yaml:11:9",
                "[template-parameters]");
        String ofFile = failure(
                () -> SERVICE.valuesFrom(DIRECTORY.resolve("values.yaml")).run());
        assertHas(ofFile, "The form of template:default/service refuses the values", "values.yaml:2:7", "2 | port: 80");
    }

    @Test
    void mistakesInTheTemplateAreFoundWithoutRunningIt() throws IOException {
        String yaml = Files.readString(DIRECTORY.resolve("service/template.yaml"));
        Files.writeString(
                directory.resolve("template.yaml"),
                yaml.replace("parameters.port", "parameters.prot")
                        .replace("url: ./skeleton", "url: https://github.com/acme/skeleton"));
        TemplateTester tester = TemplateTester.of(directory.resolve("template.yaml"))
                .standIn("acme:ticket:create", TemplateTesterTest::ticket);
        assertHas(
                failure(tester::hasNoErrors),
                "There is no parameter \"prot\"",
                "template.yaml:31:",
                "[unknown-parameter]");
        assertHas(failure(() -> TemplateTester.of(DIRECTORY.resolve("golden/web/README.md"))), "holds no template");
        assertHas(failure(() -> TemplateTester.of(directory.resolve("none.yaml"))), "none.yaml");
        assertHas(
                failure(() ->
                        TemplateTester.of(directory.resolve("template.yaml")).run()),
                "There is no action \"acme:ticket:create\"");
    }

    @Test
    void nothingOfTheWebIsReadButWhatIsPutThere() throws IOException {
        String yaml = Files.readString(DIRECTORY.resolve("service/template.yaml"))
                .replace("url: ./skeleton", "url: https://github.com/acme/skeletons/tree/main/service");
        Files.writeString(directory.resolve("template.yaml"), yaml);
        TemplateTester tester = TemplateTester.of(directory.resolve("template.yaml"))
                .standIn("acme:ticket:create", TemplateTesterTest::ticket)
                .value("name", "web");
        tester.run().step("fetch").failed("nothing was put below it");
        tester.source("https://github.com/acme/skeletons/blob/main/service/NOTICE", "of ${{ values.name }}")
                .run()
                .succeeds()
                .hasFile("NOTICE", "of web");
    }

    @Test
    void aDifferenceShowsEachFile() throws IOException {
        Path golden = Files.createDirectories(directory.resolve("golden"));
        Files.writeString(golden.resolve("README.md"), "# web\n\nListens on 80.\n");
        Files.write(golden.resolve("logo.png"), new byte[] {(byte) 0x89, 'P', 'N', 'G', 0, 9});
        Files.writeString(golden.resolve("LICENSE"), "Apache\n");
        assertEquals("""
                The files differ from %s (4 files):

                LICENSE is expected, but not made:
                  @@ -1 +0,0 @@
                  -Apache

                README.md is other than expected:
                  @@ -1,3 +1,3 @@
                   # web
                  \s
                  -Listens on 80.
                  +Listens on 8080.

                docs/index.md is made, but not expected:
                  @@ -0,0 +1 @@
                  +Welcome to web.

                logo.png is other than expected (8 bytes instead of 6, different from byte 5 on)

                Run with -Dportal.golden.update=true to write it anew.""".formatted(golden), failure(() -> web().run().hasFilesAs(golden)));
    }

    @Test
    void theUpdateSwitchWritesTheDirectoryAnew() throws IOException {
        Path golden = directory.resolve("new/golden");
        assertHas(failure(() -> web().run().hasFilesAs(golden)), "There is no directory", "(3 files)");
        System.setProperty(GoldenCatalogs.UPDATE, "true");
        Files.createDirectories(golden);
        Files.writeString(golden.resolve("stale.txt"), "old");
        web().run().hasFilesAs(golden);
        System.clearProperty(GoldenCatalogs.UPDATE);
        web().run().hasFilesAs(golden);
        assertTrue(Files.notExists(golden.resolve("stale.txt")));
        Files.writeString(golden.resolve("README.md"), "# web\r\n\r\nListens on 8080.\r\n");
        web().run().hasFilesAs(golden); // as a checkout on Windows may leave it
    }

    @Test
    void aRunThatMadeNoFileHasNothingToCompare() throws IOException {
        Files.writeString(directory.resolve("template.yaml"), """
                apiVersion: scaffolder.backstage.io/v1beta3
                kind: Template
                metadata: {name: empty}
                spec:
                  type: service
                  steps:
                    - {id: log, action: debug:log, input: {message: "${{ parameters.a | nope }}"}}
                """);
        TemplateRun run =
                TemplateTester.of(directory.resolve("template.yaml")).run().succeeds();
        Path golden = Files.createDirectories(directory.resolve("none"));
        assertHas(failure(() -> run.hasFilesAs(golden)), "There is nothing to compare");
        assertHas(failure(run::hasNoWarnings), "is passed on as it is written");
        assertHas(failure(() -> run.hasFile("README.md")), "has made none");
    }

    @Test
    void secretsAreHidden() throws IOException {
        Files.writeString(directory.resolve("template.yaml"), """
                apiVersion: scaffolder.backstage.io/v1beta3
                kind: Template
                metadata: {name: secret}
                spec:
                  type: service
                  steps:
                    - {id: log, action: debug:log, input: {message: "token ${{ secrets.TOKEN }}"}}
                """);
        TemplateTester.of(directory.resolve("template.yaml"))
                .secret("TOKEN", "s3cr3t-s3cr3t")
                .run()
                .step("log")
                .hasInput("/message", "token ***")
                .logs("***");
    }
}
