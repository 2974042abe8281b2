package dev.portalsdk.catalog.discovery;

/** Is told what happens to repositories. Called by any thread; must not do lengthy work in it. */
@FunctionalInterface
public interface ScmEventListener {
    /** Something happened. */
    void happened(ScmEvent event);
}
