package dev.portalsdk.techdocs;

import dev.portalsdk.model.Diagnostic;
import dev.portalsdk.model.EntityRef;
import dev.portalsdk.techdocs.site.RenderedPage;
import java.time.Duration;
import java.util.List;

/**
 * What building an entity's documentation came to.
 *
 * @param pages of the site, in the order of navigation; empty when nothing was generated
 * @param findings what the authors should know; also a published site has some
 * @param brokenLinks how many links lead nowhere
 * @param duration of the whole build
 */
public record DocsBuild(
        EntityRef entity,
        Outcome outcome,
        List<RenderedPage> pages,
        List<Diagnostic> findings,
        int brokenLinks,
        Duration duration) {

    /** How a build ended. */
    public enum Outcome {
        /** The site is published. */
        PUBLISHED,
        /** The source is what it was; the published site stays. */
        UNCHANGED,
        /** The authors' mistakes forbid a site; see the findings. What was published stays. */
        REJECTED
    }

    public DocsBuild {
        pages = List.copyOf(pages);
        findings = List.copyOf(findings);
    }
}
