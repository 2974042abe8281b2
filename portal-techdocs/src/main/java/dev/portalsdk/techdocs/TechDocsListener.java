package dev.portalsdk.techdocs;

import dev.portalsdk.model.EntityRef;

/** Hears how builds end. What a listener throws is logged and goes no further. */
public interface TechDocsListener {

    /** Hears nothing. */
    TechDocsListener NONE = new TechDocsListener() {
        @Override
        public void built(DocsBuild build) {}

        @Override
        public void failed(EntityRef entity, Exception cause) {}
    };

    /** A build ended, well or with findings. */
    void built(DocsBuild build);

    /** A build could not be ended: a source could not be read, or a site not be published. */
    void failed(EntityRef entity, Exception cause);
}
