package dev.portalsdk.tools;

import dev.portalsdk.model.Diagnostic;
import dev.portalsdk.model.SourceLocation;
import java.nio.file.Path;
import java.util.List;

/** Findings about documentation, whose sources are relative to its folder, with paths that other findings have. */
public final class DocsPlaces {
    private DocsPlaces() {}

    /**
     * Places as a reader of this machine finds them.
     *
     * @param folder that was rendered
     */
    public static List<Diagnostic> of(List<Diagnostic> findings, Path folder) {
        return findings.stream().map(finding -> of(finding, folder)).toList();
    }

    private static Diagnostic of(Diagnostic finding, Path folder) {
        return new Diagnostic(
                finding.severity(),
                finding.ruleId(),
                finding.entity(),
                finding.location().map(at -> of(at, folder)),
                finding.pointer(),
                finding.message(),
                finding.found(),
                finding.expected(),
                finding.hint());
    }

    private static SourceLocation of(SourceLocation at, Path folder) {
        String source = folder.resolve(at.source()).normalize().toString();
        return new SourceLocation(source, at.line(), at.column());
    }
}
