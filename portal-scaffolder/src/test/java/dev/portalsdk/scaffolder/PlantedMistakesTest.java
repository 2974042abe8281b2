package dev.portalsdk.scaffolder;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portalsdk.model.SourceLocation;
import dev.portalsdk.model.Validated;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Mistakes that are planted into the templates of the corpus, each of which has to be found at its place. */
class PlantedMistakesTest {
    private static final String MAIN = "template.yaml";

    /** Where in the replacement the finding is expected. */
    private static final String HERE = "«";

    private static final String HBS = "handlebars-service";
    private static final String HBS_README = "skeleton/{{values.name}}/README.md.hbs";

    /** An edit, what finds it, and (by the mark in the replacement) where. */
    private record Mistake(String template, String file, String text, String replacement, String rule) {}

    private static Mistake in(String template, String text, String replacement, String rule) {
        return new Mistake(template, MAIN, text, replacement, rule);
    }

    private static final String LOGIN =
            "    - {id: login, action: 'acme:login', input: {token: '${{ secrets.REGISTRY_TOKEN }}', user: '${{ secrets.apiKey }}'}}\n";

    private static final List<Mistake> MISTAKES = List.of(
            // names
            in("node-service", "name: ${{ parameters.name }}", "name: ${{ parameters.«nmae }}", "unknown-parameter"),
            in(
                    "python-library",
                    "\"${{ parameters.description }}\"",
                    "\"${{ parameters.«descripton }}\"",
                    "unknown-parameter"),
            in(
                    "python-library",
                    "'Library \"${{ parameters.name }}\"",
                    "'Libr''y \"${{ parameters.«naem }}\"",
                    "unknown-parameter"),
            in(
                    "go-service",
                    "(parameters.repoUrl | parseRepoUrl).repo ",
                    "(parameters.«repoURL | parseRepoUrl).repo ",
                    "unknown-parameter"),
            in("monorepo-package", "**${{ parameters.scope }}**", "**${{ parameters.«scop }}**", "unknown-parameter"),
            in("gitops-app", "in parameters.clusters %}", "in parameters.«cluster %}", "unknown-parameter"),
            in(
                    "terraform-module",
                    "tags: ${{ parameters.tags }}",
                    "tags: ${{ parameters.tags.«teem }}",
                    "unknown-parameter"),
            in("notify-on-failure", "failed, it''s sad", "failed, it''s ${{ parameters.«nam }}", "unknown-parameter"),
            in("notify-on-failure", "of \\\"${{ user.ref", "of \\\"${{ user.«reff", "unknown-member"),
            in("notify-on-failure", "${{ context.task.id }}", "${{ context.task.«uid }}", "unknown-member"),
            in("lambda", "${{ 'app' if", "${{ «app if", "unknown-variable"),
            in(
                    "terraform-environments",
                    "stage: ${{ each.value.stage }}",
                    "stage: ${{ each.value.«stge }}",
                    "unknown-member"),
            in(
                    "terraform-environments",
                    "${{ parameters.name }} needs",
                    "${{ «params.name }} needs",
                    "unknown-variable"),
            in(
                    "choose-forge",
                    "${{ steps.github.output.remoteUrl }}",
                    "${{ steps.«githb.output.remoteUrl }}",
                    "unknown-step"),
            in(
                    "node-service",
                    "${{ steps.publish.output.remoteUrl }}",
                    "${{ steps.publish.output.«remoteURL }}",
                    "unknown-output"),
            in(
                    "node-service",
                    "${{ steps.publish.output.repoContentsUrl }}",
                    "${{ steps.publish.«outputs.repoContentsUrl }}",
                    "unknown-output"),
            in("gitops-app", "pullRequestNumber", "«pullRequestNo", "unknown-output"),
            in("register-existing", "parseRepoUrl).repo }}", "parseRepoUrl).«repository }}", "unknown-member"),
            in("aws-account", "parseEntityRef).name", "parseEntityRef).«nmae", "unknown-member"),
            in("deploy-key", "${{ secrets.REGISTRY_TOKEN }}", "${{ secrets.«REGISTRY_TOKN }}", "unknown-secret"),
            in("node-service", "action: catalog:register", "action: «catalog:regster", "unknown-action"),
            in("spring-boot", "| replace(\".\", \"/\")", "| «repalce(\".\", \"/\")", "unknown-filter"),
            in("quarkus-native", "| projectSlug", "| «projectSlugg", "unknown-filter"),
            in(
                    "lambda",
                    "${{ 'app' if parameters.runtime == 'python3.12'",
                    "${{ 'app' if parameters.runtime «is emty",
                    "unknown-test"),
            // syntax
            in("node-service", "port: ${{ parameters.port }}", "port: ${{ parameters.port «} }}", "template-syntax"),
            in("gitops-app", "          {% endfor %}", "          {% «endfro %}", "template-syntax"),
            // inputs
            in("node-service", "        catalogInfoPath:", "        «catalogInfPath:", "unknown-input"),
            in("docs-site", "            to: docs/", "            «target: docs/", "unknown-input"),
            in("docs-site", "          - from: docs/page.md\n", "          - «overwrite: true\n", "missing-input"),
            in(
                    "node-service",
                    "input:\n        description: This is ${{ parameters.name }}\n        repoUrl: ${{ parameters.repoUrl }}\n",
                    "«input:\n        description: This is ${{ parameters.name }}\n",
                    "missing-input"),
            in("go-service", "trimBlocks: true", "trimBlocks: «'yes'", "input-type"),
            in("node-service", "description: This is", "topics: «This is", "input-type"),
            in(
                    "register-existing",
                    "message: \"Wrote\\t${{ parameters.repoUrl }}\"",
                    "message: «\"${{ parameters.tags }}\"",
                    "input-type"),
            in(
                    "monorepo-package",
                    "title: 'feat: add @acme/${{ parameters.scope }}-${{ parameters.name }}'",
                    "title: «${{ parameters.react }}",
                    "input-type"),
            in("terraform-module", "          - '**/*.tftpl'", "          - «7", "input-type"),
            in("whole-parameters", "values: ${{ parameters }}", "values: «${{ parameters.name }}", "input-type"),
            in(
                    "deploy-key",
                    "project: ${{ parameters.name }}",
                    "project: «${{ parameters.apiKey }}",
                    "optional-for-required"),
            in(
                    "go-service",
                    "(parameters.repoUrl | parseRepoUrl).repo ",
                    "(«8080 | parseRepoUrl).repo ",
                    "argument-type"),
            // conditions and loops
            in("monorepo-package", "if: ${{ parameters.react }}", "if: «parameters.react", "constant-if"),
            in("monorepo-package", "if: ${{ parameters.react }}", "if: «'${{ parameters.react }} '", "constant-if"),
            in(
                    "choose-forge",
                    "if: ${{ parameters.forge == 'gitlab' }}",
                    "if: «${{ 'forge' == 'gitlab' }}",
                    "constant-if"),
            in("notify-on-failure", "if: ${{ always() }}", "if: «true", "constant-if"),
            in("quarkus-native", "        if: ${{ parameters.native }}", "        if: «'false'", "constant-if"),
            in(
                    "api-first",
                    "parameters.type == 'openapi' }}",
                    "parameters.type == «'openapi3' }}",
                    "impossible-comparison"),
            in("service-with-database", "!== 'none' }}", "!== «'non' }}", "impossible-comparison"),
            in(
                    "terraform-environments",
                    "    - id: prod\n      name: Approvals\n      each: ${{ parameters.environments }}",
                    "    - id: prod\n      name: Approvals\n      each: «${{ parameters.name }}",
                    "each-not-list"),
            in(
                    "terraform-environments",
                    "    - id: prod\n      name: Approvals\n      each: ${{ parameters.environments }}",
                    "    - id: prod\n      name: Approvals\n      each: «dev",
                    "each-not-list"),
            // secrets
            in(
                    "deploy-key",
                    "          name: ${{ parameters.name }}",
                    "          name: ${{ «secrets.REGISTRY_TOKEN }}",
                    "secret-in-file"),
            in(
                    "register-existing",
                    "lifecycle: ${{ parameters.lifecycle }}",
                    "lifecycle: x-${{ «secrets.KEY | upper }}",
                    "secret-in-file"),
            in("deploy-key", "keyId: ${{ steps.key.output.id }}", "keyId: ${{ «secrets.apiKey }}", "secret-in-output"),
            in("notify-on-failure", "if: ${{ failure() }}", "if: ${{ «secrets.TOKEN }}", "secret-in-condition"),
            in(
                    "deploy-key",
                    "  output:\n    keyId: ${{ steps.key.output.id }}",
                    LOGIN + "  output:\n    keyId: ${{ «steps.login.output.session }}",
                    "secret-in-output"),
            in(
                    "deploy-key",
                    "  output:\n",
                    LOGIN
                            + "    - {id: write, action: 'catalog:write', input: {entity: {spec: {who: '${{ «steps[\"login\"].output.user }}'}}}}\n  output:\n",
                    "secret-in-file"),
            // order
            in(
                    "node-service",
                    "port: ${{ parameters.port }}",
                    "port: ${{ steps.publish.output.«remoteUrl }}",
                    "output-before-step"),
            in(
                    "choose-forge",
                    "${{ steps.github.output.repoContentsUrl or steps.gitlab.output.repoContentsUrl }}",
                    "${{ steps.github.output.«repoContentsUrl }}",
                    "skipped-output"),
            in(
                    "choose-forge",
                    "      - title: GitLab\n        if: ${{ steps.gitlab.output.remoteUrl }}\n        url: ${{ steps.gitlab.output.remoteUrl }}",
                    "      - title: GitLab\n        url: ${{ steps.gitlab.output.«remoteUrl }}",
                    "skipped-output"),
            // forms
            in("react-app", "        theme:\n", "        «shade: {type: string}\n        theme:\n", "unused-parameter"),
            in("node-service", "required: [name, owner]", "required: [name, «ower]", "unknown-required"),
            in("terraform-environments", "required: [stage]", "required: [«stages]", "unknown-required"),
            in("lambda", "schedule: {type: string}", "schedule: {type: string, required: «true}", "template-schema"),
            in("lambda", "schedule: {type: string}", "schedule: {type: string, pattern: «'(a'}", "template-schema"),
            in(
                    "service-with-database",
                    "      dependencies:\n        database:",
                    "      dependencies:\n        «databse:",
                    "unknown-required"),
            in("node-service", "default: 3000", "default: «80", "invalid-default"),
            in("helm-chart", "default: 2", "default: «two", "invalid-default"),
            in("lambda", "enum: [128, 256, 512]", "enum: [128, «'256', 512]", "invalid-enum"),
            in("node-service", "ui:field: RepoUrlPicker", "ui:field: «RepoURLPickr", "unknown-field"),
            in("optional-files", "docker: {type: boolean", "docker: {type: «bool", "schema-type"),
            in("python-library", "enumNames: [MIT License, Apache License]", "«enumNames: [MIT License]", "enum-names"),
            // skeletons
            new Mistake(
                    "node-service",
                    "skeleton/src/index.js",
                    "|| ${{ values.port }}",
                    "|| ${{ values.«prot }}",
                    "unknown-value"),
            new Mistake(
                    "spring-boot",
                    "skeleton/pom.xml",
                    "in values.features %}",
                    "in values.«feature %}",
                    "unknown-value"),
            new Mistake(
                    "cookiecutter-service",
                    "skeleton/README.md",
                    "cookiecutter.name | upper",
                    "cookiecutter.«nme | upper",
                    "unknown-value"),
            new Mistake("react-app", "skeleton/index.html", "| escape", "| «escap", "unknown-filter"),
            new Mistake("macros", "skeleton/app.env", "{% endfor %}", "{% «endfr %}", "template-syntax"),
            new Mistake(
                    "njk-extension",
                    "skeleton/README.md.njk",
                    "${{ values.name }}",
                    "${{ «parameters.name }}",
                    "unknown-variable"),
            new Mistake(
                    "github-actions-raw",
                    "skeleton/.github/workflows/ci.yaml",
                    "{% raw %}${{ matrix.node }}{% endraw %}",
                    "${{ «matrix.node }}",
                    "unknown-variable"),
            new Mistake(HBS, HBS_README, "title values.name", "title values.«nmae", "unknown-value"),
            new Mistake(HBS, HBS_README, "{{title values.name", "{{«titel values.name", "unknown-helper"),
            new Mistake(HBS, HBS_README, "{{#each values.modules", "{{#each values.«module", "unknown-value"),
            new Mistake(HBS, HBS_README, "{{owner}}", "{{«title}}", "helper-without-value"),
            new Mistake(HBS, HBS_README, "{{repo}}", "{{«rpeo}}", "unknown-variable"),
            new Mistake(HBS, HBS_README, "{{this.id}}", "{{this.«uid}}", "unknown-member"),
            new Mistake(HBS, HBS_README, "{{../values.name}}", "{{../values.«owner}}", "unknown-value"),
            new Mistake(HBS, HBS_README, "@root.values.name", "@root.values.«nam", "unknown-value"),
            new Mistake(HBS, HBS_README, "(eq module.id", "(eq module.«idd", "unknown-member"),
            new Mistake(HBS, HBS_README, "{{/each}}", "{{/«eahc}}", "template-syntax"));

    @TempDir
    Path directory;

    @Test
    void thereAreAtLeastSixty() {
        assertTrue(MISTAKES.size() >= 60, () -> "only " + MISTAKES.size());
    }

    @TestFactory
    Stream<DynamicTest> eachIsFoundAtItsPlace() throws IOException {
        Map<String, CorpusTemplate> corpus =
                CorpusTemplate.all().stream().collect(Collectors.toMap(CorpusTemplate::name, Function.identity()));
        return IntStream.range(0, MISTAKES.size()).mapToObj(i -> {
            Mistake mistake = MISTAKES.get(i);
            String title = (i + 1) + " " + mistake.template() + ": " + mistake.rule();
            return DynamicTest.dynamicTest(
                    title, () -> found(mistake, corpus.get(mistake.template()), directory.resolve("m" + i)));
        });
    }

    private static void found(Mistake mistake, CorpusTemplate corpus, Path directory) throws IOException {
        String text = corpus.files().get(mistake.file());
        assertTrue(text.contains(mistake.text()), () -> "nothing to edit: " + mistake);
        int from = text.indexOf(mistake.text());
        String marked = text.substring(0, from)
                + mistake.replacement()
                + text.substring(from + mistake.text().length());
        int at = marked.indexOf(HERE);
        String edited = marked.replace(HERE, "");
        Path file = corpus.with(mistake.file(), edited).write(directory);
        Validated<TemplateProgram> program = TemplateProgram.builder()
                .engine(CorpusActions.engine())
                .actions(CorpusActions.all())
                .read(file);

        String source = directory.resolve(mistake.file()).toString();
        List<String> places = program.findings().stream()
                .filter(finding -> finding.ruleId().equals(mistake.rule()))
                .flatMap(finding -> finding.location().stream())
                .map(SourceLocation::toString)
                .distinct()
                .toList();
        assertEquals(List.of(TextCheck.place(source, edited, at).toString()), places, program.findings()::toString);
    }
}
