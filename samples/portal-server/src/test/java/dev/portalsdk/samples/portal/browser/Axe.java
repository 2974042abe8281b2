package dev.portalsdk.samples.portal.browser;

import dev.portalsdk.model.Value;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** The checks of axe-core, run in the page that a browser shows. */
final class Axe {

    private static final String SCRIPT = "/META-INF/resources/webjars/axe-core/4.6.3/axe.min.js";
    private static final String FAULTS = "axe.run().then(r => r.violations.filter(v => ['serious',"
            + " 'critical'].includes(v.impact)).map(v => v.id + ': ' + v.nodes.slice(0, 3).map(n => n.html.slice(0,"
            + " 200)).join(' ; ')))";

    private Axe() {}

    /** What keeps readers out, each with some of its elements; empty when all is well. */
    static Value seriousFaults(Chromium browser) throws IOException, InterruptedException {
        try (InputStream script = Axe.class.getResourceAsStream(SCRIPT)) {
            browser.evaluate(new String(script.readAllBytes(), StandardCharsets.UTF_8));
        }
        return browser.evaluate(FAULTS);
    }
}
