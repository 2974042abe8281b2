package dev.portalsdk.scaffolder.action.github;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portalsdk.scaffolder.ScaffolderException;
import java.io.File;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RepositorySettingsTest {

    @Test
    void artifactThatIsMissingForSecretsIsNamed() throws Exception {
        List<URL> others = new ArrayList<>();
        int left = 0;
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
            if (entry.contains("bcprov")) {
                left++;
            } else {
                others.add(Path.of(entry).toUri().toURL());
            }
        }
        assertEquals(1, left, "the artifact is there in tests");
        try (URLClassLoader without =
                new URLClassLoader(others.toArray(URL[]::new), ClassLoader.getPlatformClassLoader())) {
            Method check = without.loadClass(RepositorySettings.class.getName()).getDeclaredMethod("requireEncryption");
            check.setAccessible(true);
            Throwable thrown = assertThrows(InvocationTargetException.class, () -> check.invoke(null))
                    .getCause();

            assertEquals(ScaffolderException.class.getName(), thrown.getClass().getName());
            assertTrue(thrown.getMessage().contains("org.bouncycastle:bcprov-jdk18on"), thrown::toString);
        }
    }
}
