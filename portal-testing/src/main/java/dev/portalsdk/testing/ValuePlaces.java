package dev.portalsdk.testing;

import dev.portalsdk.model.Diagnostic;
import dev.portalsdk.model.SourceLocation;
import dev.portalsdk.model.Value;
import dev.portalsdk.model.yaml.YamlDocument;
import dev.portalsdk.scaffolder.Template;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where a value stands that a form refuses, or else where the form says what it must be.
 *
 * @param file that the values come from, if they come from one
 */
record ValuePlaces(Template template, @Nullable YamlDocument file) {

    Diagnostic place(Diagnostic finding) {
        if (finding.location().isPresent()) {
            return finding;
        }
        Optional<SourceLocation> at = Optional.ofNullable(file)
                .map(document -> nearest(document, finding.pointer()))
                .or(() -> declared(finding.pointer()));
        return new Diagnostic(
                finding.severity(),
                finding.ruleId(),
                finding.entity(),
                at,
                finding.pointer(),
                finding.message(),
                finding.found(),
                finding.expected(),
                finding.hint());
    }

    private static SourceLocation nearest(YamlDocument document, String pointer) {
        for (String at = pointer; !at.isEmpty(); at = at.substring(0, at.lastIndexOf('/'))) {
            Optional<SourceLocation> place = document.value(at);
            if (place.isPresent()) {
                return place.get();
            }
        }
        return document.location();
    }

    private Optional<SourceLocation> declared(String pointer) {
        String property = pointer.isEmpty() ? "" : pointer.substring(1).split("/", 2)[0];
        Value parameters = template.entity().spec().get("parameters").orElse(Value.Arr.empty());
        int pages = parameters instanceof Value.Arr list ? list.size() : 0;
        List<String> places = new ArrayList<>(List.of("/spec/parameters"));
        for (int i = 0; i < pages; i++) {
            places.add("/spec/parameters/" + i);
        }
        return places.stream()
                .map(page -> template.descriptor().keyLocation(page + "/properties/" + property))
                .flatMap(Optional::stream)
                .findFirst();
    }
}
