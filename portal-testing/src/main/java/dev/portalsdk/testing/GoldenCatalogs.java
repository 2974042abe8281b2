package dev.portalsdk.testing;

import dev.portalsdk.model.check.CatalogFiles;
import dev.portalsdk.model.report.SnippetReport;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.function.Executable;

/**
 * Catalog files with the findings that they should give, for tests of kinds and rules of your own: {@code x.yaml}, or a directory {@code x} of files
 * {@code catalog-info.yaml}, beside {@code x.diagnostics}, which holds what {@link SnippetReport} shows, with paths relative to the directory of both. Without
 * findings it is empty.
 *
 * <pre>{@code
 * @TestFactory
 * Stream<DynamicTest> mistakes() {
 *     return GoldenCatalogs.in(Path.of("src/test/catalogs"), files -> files.withValidator(ours));
 * }
 * }</pre>
 *
 * <p>With the system property {@value #UPDATE} set to {@code true} the tests write the {@code .diagnostics} files instead: look at the difference before you
 * commit it. A directory without a case fails, and so do findings without a catalog.
 */
public final class GoldenCatalogs {
    /** Name of the system property that makes the tests write what they find. */
    public static final String UPDATE = "portal.golden.update";

    private static final String CATALOG = ".yaml";
    private static final String FINDINGS = ".diagnostics";

    private final Path directory;
    private final UnaryOperator<CatalogFiles> with;

    private GoldenCatalogs(Path directory, UnaryOperator<CatalogFiles> with) {
        this.directory = directory.toAbsolutePath().normalize();
        this.with = with;
    }

    /** One test for each catalog in a directory, with the kinds and rules that are there for everyone. */
    public static Stream<DynamicTest> in(Path directory) {
        return in(directory, files -> files);
    }

    /**
     * One test for each catalog in a directory.
     *
     * @param with adds kinds, rules and limits of your own
     */
    public static Stream<DynamicTest> in(Path directory, UnaryOperator<CatalogFiles> with) {
        return new GoldenCatalogs(directory, with).tests();
    }

    private Stream<DynamicTest> tests() {
        List<Path> catalogs = new ArrayList<>();
        List<DynamicTest> tests = new ArrayList<>();
        for (Path entry : entries()) {
            String name = entry.getFileName().toString();
            if (Files.isDirectory(entry) || name.endsWith(CATALOG)) {
                catalogs.add(entry);
            } else if (name.endsWith(FINDINGS) && !hasCatalog(entry)) {
                tests.add(test(entry, () -> {
                    throw new AssertionError(name + " stands beside no catalog: there is neither "
                            + stem(name, FINDINGS) + CATALOG + " nor a directory " + stem(name, FINDINGS));
                }));
            }
        }
        if (catalogs.isEmpty()) {
            throw new AssertionError("There is nothing to check: no *" + CATALOG + " and no directory in " + directory);
        }
        return Stream.concat(catalogs.stream().map(catalog -> test(catalog, () -> check(catalog))), tests.stream());
    }

    private List<Path> entries() {
        try (Stream<Path> found = Files.list(directory)) {
            return found.sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot list " + directory, e);
        }
    }

    private static boolean hasCatalog(Path findings) {
        String stem = stem(findings.getFileName().toString(), FINDINGS);
        return Files.exists(findings.resolveSibling(stem + CATALOG))
                || Files.isDirectory(findings.resolveSibling(stem));
    }

    private static String stem(String name, String suffix) {
        return name.endsWith(suffix) ? name.substring(0, name.length() - suffix.length()) : name;
    }

    private static DynamicTest test(Path of, Executable body) {
        return DynamicTest.dynamicTest(of.getFileName().toString(), of.toUri(), body);
    }

    private void check(Path catalog) throws IOException {
        Path golden = catalog.resolveSibling(stem(catalog.getFileName().toString(), CATALOG) + FINDINGS);
        String found = found(catalog);
        if (Boolean.getBoolean(UPDATE)) {
            Files.writeString(golden, found);
        } else if (!Files.exists(golden)) {
            throw new AssertionError(golden + " is not there. It would hold:\n\n" + found + "\n" + howToUpdate());
        } else {
            String expected = Files.readString(golden).replace("\r\n", "\n");
            if (!expected.equals(found)) {
                throw new AssertionError(catalog + " gives other findings than " + golden.getFileName()
                        + "\n\nexpected:\n" + expected + "\nfound:\n" + found + "\n" + howToUpdate());
            }
        }
    }

    static String howToUpdate() {
        return "Run with -D" + UPDATE + "=true to write it anew.";
    }

    private String found(Path catalog) throws IOException {
        StringBuilder report = new StringBuilder();
        SnippetReport.create()
                .append(
                        with.apply(CatalogFiles.at(List.of(catalog)))
                                .check()
                                .result()
                                .findings(),
                        report);
        return report.toString().replace(directory + File.separator, "");
    }
}
