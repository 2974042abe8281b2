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

    /** What a build is at. */
    enum Stage {
        /** Asking whether the source has changed, and fetching it if so. */
        PREPARING,
        /** Rendering the site. */
        GENERATING,
        /** Writing what changed to where readers find it. */
        PUBLISHING
    }

    /** A build goes on to its next stage, in the thread that builds; a reader who waits may be told. */
    default void progress(EntityRef entity, Stage stage) {}

    /** A build ended, well or with findings. */
    void built(DocsBuild build);

    /** A build could not be ended: a source could not be read, or a site not be published. */
    void failed(EntityRef entity, Exception cause);
}
