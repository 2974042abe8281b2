package dev.portalsdk.scaffolder;

/** A step asks for what it may not have: a path outside of its workspace, an action that its user may not run. */
final class RefusedException extends ScaffolderException {
    private static final long serialVersionUID = 1L;

    RefusedException(String message) {
        super(message);
    }
}
