package dev.portalsdk.scaffolder;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.portalsdk.model.Value;
import dev.portalsdk.scaffolder.template.NunjucksEngine;
import dev.portalsdk.scaffolder.template.TemplateExtension;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the checker knows of values on their way: which may be left out, which are secret, and of which type they are. */
class ValueFlowTest {
    private static final String HEAD = """
            apiVersion: scaffolder.backstage.io/v1beta3
            kind: Template
            metadata: {name: test}
            spec:
              type: service
              parameters:
                - required: [name]
                  properties:
                    name: {type: string}
                    user: {type: string}
                    port: {type: number}
                    choice: {type: string, default: a}
                    more: {type: boolean}
                  dependencies:
                    more: {oneOf: [{properties: {more: {const: true}, detail: {type: string}}, required: [detail]}, {properties: {more: {const: false}}}]}
                - properties:
                    list: {type: array, items: {type: string}}
                    object: {type: object, properties: {key: {type: string}}}
              output: {text: [{content: '${{ parameters }}'}]}
              steps:
            """;

    private static final NunjucksEngine ENGINE = NunjucksEngine.builder()
            .filter(
                    "kebab",
                    TemplateExtension.described("")
                            .taking(text(), Value.Obj.of("enum", List.of("-", "_")))
                            .giving(text()),
                    arguments -> arguments.at(0))
            .function(
                    "member",
                    TemplateExtension.described("").calledWith(text()).giving((Value.Obj)
                            Value.parseJson("{\"type\":\"object\",\"properties\":{\"mail\":{\"type\":\"string\"}}}")),
                    arguments -> Optional.empty())
            .value("region", "where we are", Value.Obj.of("name", "eu"))
            .build();

    private static Value.Obj text() {
        return Value.Obj.of("type", "string");
    }

    /** Expects findings of a rule where the steps are marked, and nothing else. */
    private static void expect(String rule, String steps) {
        Marked marked = Marked.of(HEAD + steps.indent(4));
        List<String> found =
                TemplateProgram.builder()
                        .engine(ENGINE)
                        .actions(CorpusActions.all())
                        .read("t.yaml", marked.text())
                        .findings()
                        .stream()
                        .map(finding -> finding.ruleId() + " "
                                + finding.location()
                                        .map(place -> place.line() + ":" + place.column())
                                        .orElse(""))
                        .toList();

        assertEquals(marked.places().stream().map(place -> rule + " " + place).toList(), found, steps);
    }

    private static void expectNothing(String steps) {
        expect("", steps);
    }

    private static String logging(String message) {
        return "- {action: 'debug:log', input: {message: \"" + message + "\"}}";
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{token: «'${{ parameters.user }}'}",
                "{token: «'${{ parameters[\"user\"] }}'}",
                "{token: «'${{ parameters.choice and parameters.user }}'}"
            })
    void whatMayBeLeftOutDoesNotFeedWhatIsRequired(String input) {
        expect("optional-for-required", "- {id: login, action: 'acme:login', input: " + input + "}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "action: 'acme:login', input: {token: '${{ parameters.name }}'}",
                "action: 'acme:login', input: {token: '${{ parameters.choice }}'}",
                "action: 'acme:login', input: {token: '${{ parameters.detail }}'}",
                "action: 'acme:login', input: {token: 'u-${{ parameters.user }}'}",
                "action: 'acme:login', input: {token: '${{ parameters.user or parameters.name }}'}",
                "action: 'acme:login', input: {token: '${{ parameters.user | default(\"x\") }}'}",
                "action: 'acme:login', input: {token: '${{ parameters.name if parameters.more else parameters.user }}'}",
                "action: 'acme:login', input: {token: '${{ parameters.user if parameters.user else \"x\" }}'}",
                "action: 'acme:login', input: {token: x, user: '${{ parameters.user }}'}",
                "if: '${{ parameters.user }}', action: 'acme:login', input: {token: '${{ parameters.user }}'}",
                "if: '${{ parameters.more }}', action: 'acme:login', input: {token: '${{ parameters.user }}'}",
                "each: '${{ parameters.list }}', action: 'acme:login', input: {token: '${{ each.value }}'}"
            })
    void whatIsThereOrGuardedIsNoMistake(String step) {
        expectNothing("- {id: login, " + step + "}");
    }

    @Test
    void secretsAreFollowedThroughStepsThatGiveThemOutAgain() {
        String login =
                "- {id: log-in, action: 'acme:login', input: {token: '${{ secrets.T }}', user: '${{ parameters.name }}'}}\n";
        String write = "- {action: 'catalog:write', input: {entity: {spec: {a: \"${{ %s }}\"}}}}\n";
        String again =
                "- {id: again, each: '${{ parameters.list }}', action: 'acme:login', input: {token: \"${{ steps['log-in'].output.session }}\"}}\n";

        expect("secret-in-file", login + write.formatted("«steps['log-in'].output.session"));
        expect("secret-in-file", login + again + write.formatted("«steps.again.output.session[0]"));
        expectNothing(login + write.formatted("steps['log-in'].output.user"));
        expectNothing(login + again);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "${{ «secrets.T }}",
                "Bearer ${{ «secrets['T'] | upper }}",
                "${{ «environment.secrets.T }}",
                "${{ «secrets | dump }}",
                "${{ parameters.name if parameters.more else «secrets.T }}",
                "${{ parameters.user or «secrets.T }}",
                "${{ { a: [«secrets.T] } | dump }}",
                "{% set t = «secrets.T %}${{ t }}",
                "{% for k, t in «secrets %}${{ t }}{% endfor %}",
                "{% set t %}${{ «secrets.T }}{% endset %}${{ t }}",
                "{% macro m(t) %}${{ t }}{% endmacro %}${{ m(«secrets.T) }}",
                "{% if parameters.more %}${{ «secrets.T.slice(1) }}{% endif %}"
            })
    void secretsAreFollowedThroughExpressions(String text) {
        expect("secret-in-file", "- {action: 'catalog:write', input: {entity: {spec: {a: \"" + text + "\"}}}}");
    }

    @Test
    void whatOnlyDependsOnASecretIsNone() {
        expectNothing(
                "- {action: 'catalog:write', input: {entity: {spec: {a: \"${{ 'yes' if secrets.T else 'no' }}\"}}}}");
        expectNothing("- {action: 'catalog:write', input: {entity: {spec: {a: \"${{ secrets.T == 'x' }}\"}}}}");
    }

    @Test
    void stepsAreCheckedHoweverTheirNamesAreWritten() {
        String step =
                "- {id: a-b, action: 'acme:login', input: {token: x}}\n- {action: 'debug:log', input: {message: \"${{ %s }}\"}}";

        expectNothing(step.formatted("steps['a-b'].output.session"));
        expect("unknown-step", step.formatted("steps[«'a-c'].output.session"));
        expect("unknown-output", step.formatted("steps['a-b'].output.«sesion"));
        expect("unknown-output", step.formatted("steps['a-b'].output[«'sesion']"));
    }

    @Test
    void declaredArgumentsAreHeldToTheirSchemas() {
        expectNothing(logging("${{ parameters.name | kebab('-') }} ${{ parameters.user | kebab }}"));
        expect("argument-type", logging("${{ parameters.«port | kebab }}"));
        expect("argument-type", logging("${{ parameters.name | kebab(«'+') }}"));
        expect("argument-type", logging("x ${{ member(«7) }}"));
        expect("argument-type", logging("x ${{ parameters.«list | parseRepoUrl }}"));
    }

    @Test
    void declaredResultsAreKnown() {
        expectNothing(logging("${{ member('a').mail }} ${{ region.name }}"));
        expect("unknown-member", logging("${{ member('a').«male }}"));
        expect("unknown-member", logging("${{ region.«nme }}"));
        expect("unknown-member", logging("${{ (parameters.name | kebab | parseEntityRef).«nam }}"));
    }
}
