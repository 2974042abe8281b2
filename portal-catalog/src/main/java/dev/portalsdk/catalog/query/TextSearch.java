package dev.portalsdk.catalog.query;

/** Texts within texts, without regard to case. */
final class TextSearch {
    private TextSearch() {}

    /** Whether a text holds a term, which must be lower case and not empty. */
    static boolean contains(String text, String term) {
        int last = text.length() - term.length();
        char first = term.charAt(0);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c > 0x7f) {
                return SearchTerms.fold(text).contains(term); // only there may folding change the length
            }
            if (i <= last && asciiFold(c) == first && startsAt(text, i, term)) {
                return true;
            }
        }
        return false;
    }

    private static boolean startsAt(String text, int start, String term) {
        for (int i = 1; i < term.length(); i++) {
            if (asciiFold(text.charAt(start + i)) != term.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    private static char asciiFold(char c) {
        return c >= 'A' && c <= 'Z' ? (char) (c + ('a' - 'A')) : c;
    }

    /** SQL's {@code LIKE '%term%'}: a percent sign is any text, an underscore any character. */
    static boolean like(String term, String text) {
        String pattern = "%" + term + "%";
        int at = 0;
        int next = 0;
        int restart = -1;
        int restartAt = 0;
        while (at < text.length()) {
            char wanted = next < pattern.length() ? pattern.charAt(next) : 0;
            if (wanted == '%') {
                restart = ++next;
                restartAt = at;
            } else if (next < pattern.length() && (wanted == '_' || wanted == text.charAt(at))) {
                next++;
                at++;
            } else {
                next = restart; // there is always a percent sign at the start
                at = ++restartAt;
            }
        }
        return pattern.substring(next).chars().allMatch(c -> c == '%');
    }
}
