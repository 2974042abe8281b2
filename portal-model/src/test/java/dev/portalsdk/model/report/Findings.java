package dev.portalsdk.model.report;

import dev.portalsdk.model.Diagnostic;
import dev.portalsdk.model.EntityRef;
import dev.portalsdk.model.SourceLocation;
import dev.portalsdk.model.Value;
import java.io.IOException;
import java.util.Collection;
import java.util.List;

/** Findings for tests, and reports as texts. */
final class Findings {
    static final Diagnostic DANGLING = Diagnostic.warning(
                    "dangling-ref", "spec.owner \"team-z\" is no Group or User in the catalog")
            .entity(EntityRef.parse("component:web"))
            .at(new SourceLocation("b/catalog-info.yaml", 3, 10))
            .pointer("/spec/owner")
            .found(Value.Str.of("team-z"))
            .expected("a reference to a Group or User that exists")
            .hint("did you mean \"team-a\"?")
            .build();
    static final Diagnostic SYNTAX = Diagnostic.error("yaml", "Not YAML: it ends too early")
            .at(new SourceLocation("a/catalog-info.yaml", 1, 4))
            .build();
    static final Diagnostic HOSTS =
            Diagnostic.info("of-the-host", "Nothing about a file").build();
    static final List<Diagnostic> UNSORTED = List.of(HOSTS, DANGLING, SYNTAX);

    private Findings() {}

    static String text(FindingReport report, Collection<Diagnostic> findings) {
        StringBuilder text = new StringBuilder();
        try {
            report.append(findings, text);
        } catch (IOException e) {
            throw new AssertionError("a StringBuilder throws nothing", e);
        }
        return text.toString();
    }
}
