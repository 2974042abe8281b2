package dev.portalsdk.model.report;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.portalsdk.model.Diagnostic;
import dev.portalsdk.model.Severity;
import dev.portalsdk.model.check.CheckRule;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

class JUnitReportTest {
    private static final List<String> SOURCES =
            List.of("a/catalog-info.yaml", "b/catalog-info.yaml", "c/catalog-info.yaml");

    @Test
    void aFileWithAnErrorFailsAndOneWithoutFindingsPasses() {
        Element report = parse(JUnitReport.perSource(SOURCES), Findings.UNSORTED);
        assertEquals("testsuites", report.getTagName());
        assertEquals("4", report.getAttribute("tests"));
        assertEquals("1", report.getAttribute("failures"));
        List<Element> cases = children(report, "testcase");
        assertEquals(
                List.of("(no file)", "a/catalog-info.yaml", "b/catalog-info.yaml", "c/catalog-info.yaml"),
                cases.stream().map(test -> test.getAttribute("name")).toList());
        Element failure = children(cases.get(1), "failure").get(0);
        assertEquals("yaml", failure.getAttribute("type"));
        assertEquals("Not YAML: it ends too early", failure.getAttribute("message"));
        assertEquals("[ERROR] Not YAML: it ends too early | yaml a/catalog-info.yaml:1:4\n", failure.getTextContent());
        assertEquals(
                Findings.DANGLING + "\n",
                children(cases.get(2), "system-out").get(0).getTextContent());
        assertEquals(0, children(cases.get(2), "failure").size());
        assertEquals(0, cases.get(3).getChildNodes().getLength());
    }

    @Test
    void warningsFailIfTheyAreToDoSo() {
        Element report = parse(JUnitReport.perSource(SOURCES).failingOn(Severity.WARNING), Findings.UNSORTED);
        assertEquals("2", report.getAttribute("failures"));
        assertEquals(
                "4",
                parse(JUnitReport.perSource(SOURCES).failingOn(Severity.INFO), Findings.UNSORTED)
                        .getAttribute("tests"));
    }

    @Test
    void aRuleIsACaseToo() {
        Element report =
                parse(JUnitReport.perRule(List.of(CheckRule.CYCLE, CheckRule.DANGLING_REF)), Findings.UNSORTED);
        assertEquals(
                List.of("cycle", "dangling-ref", "of-the-host", "yaml"),
                children(report, "testcase").stream()
                        .map(test -> test.getAttribute("name"))
                        .toList());
    }

    @Test
    void severalErrorsAreOneFailure() {
        List<Diagnostic> three = List.of(Findings.SYNTAX, Findings.SYNTAX, Findings.SYNTAX);
        Element failure = children(parse(JUnitReport.perSource(List.of()), three), "failure")
                .get(0);
        assertEquals("Not YAML: it ends too early (and 2 more)", failure.getAttribute("message"));
        assertEquals(3, failure.getTextContent().lines().count());
    }

    @Test
    void whatXmlCannotHoldIsEscaped() {
        Diagnostic hostile = Diagnostic.error("<&>\"'", "\u0000\u0008]]>\uFFFE\ud800<!-- & -->\n\t🚀")
                .build();
        Element failure = children(parse(JUnitReport.perSource(List.of()), List.of(hostile)), "failure")
                .get(0);
        assertEquals("<&>\"'", failure.getAttribute("type"));
        assertEquals("\\u0000\\u0008]]>\\ufffe\\ud800<!-- & -->\\u000a\\u0009🚀", failure.getAttribute("message"));
    }

    private static Element parse(FindingReport report, List<Diagnostic> findings) {
        return Xml.parse(Findings.text(report, findings));
    }

    private static List<Element> children(Element parent, String name) {
        NodeList found = parent.getElementsByTagName(name);
        List<Element> elements = new ArrayList<>();
        for (int i = 0; i < found.getLength(); i++) {
            elements.add((Element) found.item(i));
        }
        return elements;
    }
}
