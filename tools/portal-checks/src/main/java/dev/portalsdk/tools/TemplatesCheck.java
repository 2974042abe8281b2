package dev.portalsdk.tools;

import dev.portalsdk.model.Diagnostic;
import dev.portalsdk.model.EntityDescriptor;
import dev.portalsdk.model.Severity;
import dev.portalsdk.model.check.CheckedEntity;
import dev.portalsdk.scaffolder.Template;
import dev.portalsdk.scaffolder.TemplateProgram;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Checks templates as programs, with the skeletons that lie beside them. */
final class TemplatesCheck {
    private static final String KIND = "template";

    private TemplatesCheck() {}

    static List<Diagnostic> of(List<CheckedEntity> entities) {
        List<CheckedEntity> templates = entities.stream()
                .filter(entity -> entity.ref().kind().equals(KIND))
                .toList();
        if (templates.isEmpty()) {
            return List.of(); // and the scaffolder is not even loaded
        }
        Map<String, Integer> inFile = new HashMap<>();
        entities.forEach(entity -> inFile.merge(entity.descriptor().source(), 1, Integer::sum));
        TemplateProgram.Builder program = LocalTemplates.program();
        List<Diagnostic> findings = new ArrayList<>();
        for (CheckedEntity template : templates) {
            boolean alone = inFile.getOrDefault(template.descriptor().source(), 0) == 1;
            program(program, template.descriptor(), alone)
                    .ifPresent(read -> read.findings().forEach(finding -> findings.add(weighed(finding))));
        }
        return findings;
    }

    /** @param alone whether its file holds nothing else: then places within texts are exact */
    private static Optional<TemplateProgram> program(
            TemplateProgram.Builder builder, EntityDescriptor descriptor, boolean alone) {
        try {
            Optional<TemplateProgram> read = alone && descriptor.documentIndex() == 0
                    ? builder.read(Path.of(descriptor.source())).value()
                    : Optional.empty();
            return read.or(() -> Template.of(descriptor).value().map(builder::of));
        } catch (IOException e) {
            return Optional.empty(); // it was read a moment ago; whoever deletes it checks again
        }
    }

    /** What lies elsewhere cannot be told offline: that is no mistake. */
    private static Diagnostic weighed(Diagnostic finding) {
        return finding.message().contains(LocalTemplates.NOT_READ) ? finding.withSeverity(Severity.INFO) : finding;
    }
}
