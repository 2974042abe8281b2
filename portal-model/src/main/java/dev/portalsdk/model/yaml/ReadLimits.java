package dev.portalsdk.model.yaml;

/**
 * What a file may cost to read. A file beyond a limit is a finding of rule {@code limit}, never an exception.
 *
 * @param maxCharacters length of the file in UTF-16 units
 * @param maxDepth how deep mappings and lists may be nested; from 1 to 500, which the validators' stack has room for
 * @param maxNodes keys and values of the whole file, with what aliases repeat
 * @param maxAliases aliases ({@code *name}) of the whole file
 * @param maxDocuments documents of the whole file
 */
public record ReadLimits(int maxCharacters, int maxDepth, int maxNodes, int maxAliases, int maxDocuments) {
    private static final ReadLimits STANDARD = new ReadLimits(16 << 20, 100, 1_000_000, 1_000, 50_000);

    /** @throws IllegalArgumentException if a limit is below 1 or the depth above 500 */
    public ReadLimits {
        if (Math.min(Math.min(maxCharacters, maxDepth), Math.min(maxNodes, maxDocuments)) < 1 || maxAliases < 0) {
            throw new IllegalArgumentException("Limits must be at least 1");
        }
        if (maxDepth > 500) {
            throw new IllegalArgumentException("maxDepth is at most 500, not " + maxDepth);
        }
    }

    /** 16 Mi characters, depth 100, 1,000,000 nodes, 1,000 aliases, 50,000 documents. */
    public static ReadLimits standard() {
        return STANDARD;
    }
}
