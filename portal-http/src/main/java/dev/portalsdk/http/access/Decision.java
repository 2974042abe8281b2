package dev.portalsdk.http.access;

/** What a policy decides. */
public sealed interface Decision permits Decision.Allow, Decision.Deny, Decision.Conditional {
    /** It may be done, whatever it is about. */
    static Decision allow() {
        return new Allow();
    }

    /** It may not be done. */
    static Decision deny() {
        return new Deny();
    }

    /** It may be done to what passes a condition; for everything else whoever asks gets the same answer as if it were not there. */
    static Decision when(Condition condition) {
        return new Conditional(condition);
    }

    /** It may be done, whatever it is about. */
    record Allow() implements Decision {}

    /** It may not be done. */
    record Deny() implements Decision {}

    /** It may be done to what passes the condition. */
    record Conditional(Condition condition) implements Decision {}
}
