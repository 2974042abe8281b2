package dev.portalsdk.scaffolder.template;

/** An expression that fails; unwinds to where its place is known and never leaves the package. */
final class EvaluationFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String problem;

    EvaluationFailure(String message) {
        super(message, null, false, false);
        this.problem = message;
    }

    EvaluationFailure(String message, Throwable cause) {
        super(message, cause, false, false);
        this.problem = message;
    }

    String problem() {
        return problem;
    }
}
