package dev.portalsdk.config;

import dev.portalsdk.model.SourceLocation;

/**
 * What becomes of one value of a configuration.
 *
 * @param path in the configuration, {@code integrations.github[0].host}
 * @param location the file, line and column of the value
 * @param reader who reads it: one of our modules, or in a few words whose it is; for what nobody knows, why
 */
public record KeyUse(String path, SourceLocation location, Use use, String reader) {
    /** Who has use for a value. */
    public enum Use {
        /** One of our modules, or the host. */
        READ,
        /** Known to Backstage at this place, without effect here. */
        WITHOUT_EFFECT,
        /** Meant for another program, such as Backstage's front end. */
        OTHER_PROGRAM,
        /** Nobody: most likely a slip of the pen. */
        UNKNOWN
    }

    /** {@code app-config.yaml:12:7 integrations.github[0].host: read by portal-integrations}. */
    @Override
    public String toString() {
        String verdict =
                switch (use) {
                    case READ -> "read by ";
                    case WITHOUT_EFFECT -> "without effect, ";
                    case OTHER_PROGRAM -> "meant for ";
                    case UNKNOWN -> "unknown, ";
                };
        return location + " " + path + ": " + verdict + reader;
    }
}
