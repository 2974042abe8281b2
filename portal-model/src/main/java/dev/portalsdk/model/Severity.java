package dev.portalsdk.model;

/** How much a finding matters; in ascending order. */
public enum Severity {
    /** Worth knowing; nothing is wrong. */
    INFO,
    /** Probably a mistake, but what it stands in is used all the same. */
    WARNING,
    /** What it stands in cannot be used. */
    ERROR
}
