package dev.portalsdk.model.report;

/**
 * How many cells of a terminal a character takes.
 *
 * <p>By the blocks of Unicode's East Asian wide and full-width characters and of emoji, not letter by letter: enough to put a mark under a letter.
 */
final class CellWidth {
    // First and last code point of each range of wide characters, ascending.
    private static final int[] WIDE = {
        0x1100, 0x115F, // Hangul Jamo
        0x2E80, 0x303E, // CJK radicals and punctuation
        0x3041, 0xA4CF, // Kana to Yi
        0xA960, 0xA97F, // Hangul Jamo extended A
        0xAC00, 0xD7A3, // Hangul
        0xF900, 0xFAFF, // CJK compatibility
        0xFE30, 0xFE6F, // CJK compatibility forms
        0xFF00, 0xFF60, // full-width forms
        0xFFE0, 0xFFE6,
        0x1F300, 0x1F64F, // pictographs and faces
        0x1F680, 0x1F6FF, // transport
        0x1F900, 0x1F9FF, // more faces
        0x20000, 0x3FFFD, // rarer CJK
    };

    private CellWidth() {}

    /** 0, 1 or 2. */
    static int of(int point) {
        if (point < 0x300) {
            return 1;
        }
        int type = Character.getType(point);
        if (type == Character.NON_SPACING_MARK || type == Character.ENCLOSING_MARK || type == Character.FORMAT) {
            return 0;
        }
        for (int i = 0; i < WIDE.length && WIDE[i] <= point; i += 2) {
            if (point <= WIDE[i + 1]) {
                return 2;
            }
        }
        return 1;
    }
}
