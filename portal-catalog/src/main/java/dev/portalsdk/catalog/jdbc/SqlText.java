package dev.portalsdk.catalog.jdbc;

import dev.portalsdk.model.EntityRef;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** Texts as the tables of queries hold them. */
final class SqlText {
    private static final char REPLACEMENT = '\ufffd';

    /** Longer refs would not fit into an index: they are told apart, and ordered behind their beginning, by a hash. */
    private static final int LONGEST_SORT = 600;

    /** Up to here texts are ordered by. */
    static final int LONGEST_ORDER = 500;

    private SqlText() {}

    /** What PostgreSQL can hold: without NUL and halves of characters. */
    static String of(String text) {
        StringBuilder mended = null;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean pair = Character.isHighSurrogate(c)
                    && i + 1 < text.length()
                    && Character.isLowSurrogate(text.charAt(i + 1));
            if (pair) {
                i++;
            } else if (c == 0 || Character.isSurrogate(c)) {
                mended = mended == null ? new StringBuilder(text) : mended;
                mended.setCharAt(i, REPLACEMENT);
            }
        }
        return mended == null ? text : mended.toString();
    }

    /** In its order refs are in theirs. */
    static String sort(EntityRef ref) {
        String whole = of(ref.kind() + '\u0001' + ref.namespace() + '\u0001' + ref.name());
        return whole.length() <= LONGEST_SORT
                ? whole
                : of(whole.substring(0, LONGEST_SORT))
                        + '\u0001'
                        + Long.toHexString(hash(whole))
                        + Long.toHexString(hash(whole + '\u0001'));
    }

    /** The beginning, as it is ordered by. */
    static String order(String folded) {
        return of(folded.length() <= LONGEST_ORDER ? folded : folded.substring(0, LONGEST_ORDER));
    }

    /** Sixty-four bits that nobody makes collide by accident. */
    static long hash(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return ByteBuffer.wrap(digest).getLong();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }

    /** Of a value at a key. */
    static long hash(String key, String folded) {
        return hash(key + '\u0000' + folded);
    }

    /** For LIKE with a backslash as escape: the text and nothing else. */
    static String literal(String text) {
        return text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_");
    }
}
