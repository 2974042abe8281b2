package dev.portalsdk.tools;

import dev.portalsdk.model.Diagnostic;
import dev.portalsdk.model.check.CheckedEntity;
import dev.portalsdk.scaffolder.Workspace;
import dev.portalsdk.techdocs.site.SiteRenderer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Checks the documentation that entities say to have beside them: {@code backstage.io/techdocs-ref: dir:…}. */
final class DocsCheck {
    private static final String REF = "backstage.io/techdocs-ref";
    private static final String POINTER = "/metadata/annotations/backstage.io~1techdocs-ref";
    private static final String RULE = "docs-source";

    private DocsCheck() {}

    static List<Diagnostic> of(List<CheckedEntity> entities) {
        List<Diagnostic> findings = new ArrayList<>();
        Map<Path, CheckedEntity> folders = new LinkedHashMap<>();
        for (CheckedEntity entity : entities) {
            folder(entity, findings).ifPresent(folder -> folders.putIfAbsent(folder, entity));
        }
        folders.forEach((folder, entity) -> findings.addAll(rendered(folder, entity)));
        return findings;
    }

    private static Optional<Path> folder(CheckedEntity entity, List<Diagnostic> findings) {
        Optional<String> named = entity.descriptor()
                .annotation(REF)
                .filter(ref -> ref.startsWith("dir:"))
                .map(ref -> ref.substring("dir:".length()).strip());
        if (named.isEmpty()) {
            return Optional.empty();
        }
        try {
            Path folder = Path.of(entity.descriptor().source())
                    .resolveSibling(named.get())
                    .normalize();
            if (Files.isDirectory(folder.resolve("docs"))
                    || Files.exists(folder.resolve("mkdocs.yml"))
                    || Files.exists(folder.resolve("mkdocs.yaml"))) {
                return Optional.of(folder);
            }
        } catch (InvalidPathException e) {
            // is not there, either
        }
        findings.add(
                Diagnostic.error(RULE, REF + " leads to no documentation: there is no mkdocs.yml and no docs folder")
                        .at(entity.descriptor(), POINTER)
                        .hint("the folder is relative to the descriptor's own")
                        .build());
        return Optional.empty();
    }

    private static List<Diagnostic> rendered(Path folder, CheckedEntity entity) {
        try {
            Path target = Files.createTempDirectory("portal-docs");
            try {
                Path source = folder.toString().isEmpty() ? Path.of(".") : folder;
                return DocsPlaces.of(
                        SiteRenderer.create()
                                .render(source, target.resolve("site"))
                                .findings(),
                        folder);
            } finally {
                Workspace.deleteTree(target);
            }
        } catch (IOException e) {
            return List.of(Diagnostic.error(RULE, "The documentation cannot be read: " + e)
                    .at(entity.descriptor(), POINTER)
                    .build());
        }
    }
}
