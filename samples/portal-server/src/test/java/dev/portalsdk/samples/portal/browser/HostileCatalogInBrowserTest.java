package dev.portalsdk.samples.portal.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.portalsdk.samples.portal.HostileCatalog;
import dev.portalsdk.samples.portal.TestPortal;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of markup in every field when a browser reads it: nothing. */
@Tag("browser")
@Timeout(300)
class HostileCatalogInBrowserTest {
    private static final String TEXT =
            "\"><img src=\"data:,x\" onerror=\"alert(1)\"><svg/onload=alert(2)><script>alert(3)</script>' onfocus='alert(4)' autofocus='";

    @Test
    void noneOfItRuns(@TempDir Path directory) throws Exception {
        HostileCatalog.write(directory, TEXT);
        try (TestPortal portal = TestPortal.of(directory);
                Chromium browser = Chromium.start()) {
            PageInBrowser page = new PageInBrowser(browser, portal);
            browser.viewport(1280, 900);
            page.signIn();
            for (String path : Stream.concat(HostileCatalog.pages(TEXT).stream(), HostileCatalog.docs().stream())
                    .toList()) {
                page.open(path);
                browser.await("!document.querySelector('[data-reload]')");
                browser.forget("the server responded with a status of 4"); // what is rejected has no page
                assertEquals(List.of(), browser.errors(), path);
            }
        }
    }
}
