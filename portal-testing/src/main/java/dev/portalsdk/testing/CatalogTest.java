package dev.portalsdk.testing;

import dev.portalsdk.model.Severity;
import dev.portalsdk.model.check.CatalogFiles;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.TestTemplate;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A test that runs once for each catalog file, and fails for those with findings: as text with the source line, a caret, and a place that an IDE opens.
 *
 * <pre>{@code
 * class OurCatalogTest {
 *     @CatalogTest(paths = "src/main/catalog")
 *     void everyFileIsValid(CatalogFile file) {
 *         // whatever else should hold for each file
 *     }
 * }
 * }</pre>
 *
 * <p>All files are read and checked together, once for each annotated method, so that references from one to another are known. What concerns no file in
 * particular fails a run of its own. If there is no file, or none with a descriptor, the test fails: a check that looked at nothing proves nothing. The
 * method may have a parameter of type {@link CatalogFile}.
 */
@Target({ElementType.METHOD, ElementType.ANNOTATION_TYPE})
@Retention(RetentionPolicy.RUNTIME)
@Documented
@TestTemplate
@ExtendWith(CatalogTestExtension.class)
public @interface CatalogTest {
    /**
     * Files and directories, from the working directory, which is the module's for Maven and Gradle. Directories are searched for {@code catalog-info.yaml}
     * and {@link #fileNames()}.
     */
    String[] paths() default ".";

    /** Which files of a directory are catalog files. */
    String[] fileNames() default "catalog-info.yaml";

    /** The least severe finding that fails the test. */
    Severity failOn() default Severity.ERROR;

    /** Adds kinds, rules and limits of your own: a class with a constructor without parameters. */
    Class<? extends UnaryOperator<CatalogFiles>> with() default AsTheyAre.class;

    /** Adds nothing. */
    final class AsTheyAre implements UnaryOperator<CatalogFiles> {
        /** For the extension. */
        public AsTheyAre() {}

        @Override
        public CatalogFiles apply(CatalogFiles files) {
            return files;
        }
    }
}
