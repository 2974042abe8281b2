package dev.portalsdk.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portalsdk.catalog.Catalog;
import dev.portalsdk.http.jwt.JwtVerifier;
import dev.portalsdk.scaffolder.Scaffolder;
import java.io.File;
import java.io.InputStream;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A host that serves one part needs no other on its class path. */
class PartsTest {
    /** Run where only the catalog is. */
    public static final class OnlyTheCatalog {
        private OnlyTheCatalog() {}

        public static String ask() {
            try (Catalog catalog = Catalog.builder().build()) {
                PortalHttp api = PortalHttp.builder().catalog(catalog).build();
                return Answers.get(api, "/api/catalog/entities").text()
                        + Answers.get(api, "/api/scaffolder/v2/actions").status()
                        + Answers.get(api, "/api/openapi.json").status();
            }
        }

        /** What a verifier of JWTs says without the library that knows them. */
        public static String tokens() {
            JwtVerifier.Builder builder = JwtVerifier.openId(URI.create("https://login.acme.com"), "portal");
            return String.valueOf(
                    assertThrows(IllegalStateException.class, builder::build).getMessage());
        }
    }

    @Test
    void theCatalogIsServedWithoutScaffolderTechDocsAndServlets() throws Exception {
        List<URL> without = new ArrayList<>();
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
            if (!entry.matches(".*(scaffolder|techdocs|jakarta\\.servlet|jetty|nimbus).*")) {
                without.add(Path.of(entry).toUri().toURL());
            }
        }
        try (URLClassLoader loader =
                new URLClassLoader(without.toArray(URL[]::new), ClassLoader.getPlatformClassLoader())) {
            assertThrows(ClassNotFoundException.class, () -> loader.loadClass("dev.portalsdk.scaffolder.Scaffolder"));
            assertThrows(ClassNotFoundException.class, () -> loader.loadClass("dev.portalsdk.techdocs.TechDocs"));
            Class<?> only = loader.loadClass(OnlyTheCatalog.class.getName());
            assertEquals("[]404200", only.getMethod("ask").invoke(null));
            String refused = (String) only.getMethod("tokens").invoke(null);
            assertTrue(refused.contains("add") && refused.contains("com.nimbusds:nimbus-jose-jwt"), refused);
        }
    }

    @Test
    void aScaffolderWithoutEntitiesIsRefusedWithWhatToDo() {
        try (Scaffolder scaffolder = Scaffolder.builder().build()) {
            PortalHttp.Builder builder = PortalHttp.builder().scaffolder(scaffolder);
            IllegalStateException refused = assertThrows(IllegalStateException.class, builder::build);
            assertTrue(String.valueOf(refused.getMessage()).contains("catalog(…)"));
        }
    }

    @Test
    void documentIsInTheJar() throws Exception {
        try (InputStream in = PortalHttp.class.getResourceAsStream("openapi.json")) {
            assertFalse(new String(in.readAllBytes(), StandardCharsets.UTF_8).isBlank());
        }
    }
}
