package dev.portalsdk.model;

import java.util.Collection;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** "Did you mean": the known word nearest to one that is not known. */
public final class Suggestions {
    private static final int MAX_LENGTH = 200;

    private Suggestions() {}

    /**
     * The known word nearest to the text, if it is near enough: at most a third of the text's letters (at least one, at most four) are to be
     * changed, added, removed or swapped with their neighbour; upper and lower case count as equal unless the word is the same.
     *
     * @param text at most 200 characters; nothing is near to a longer one
     * @param known among equally near words the first wins
     */
    public static Optional<String> closest(String text, Collection<String> known) {
        if (text.isEmpty() || text.length() > MAX_LENGTH) {
            return Optional.empty();
        }
        int limit = Math.max(1, Math.min(4, text.length() / 3));
        @Nullable String best = null;
        int bestDistance = limit + 1;
        String lower = text.toLowerCase(Locale.ROOT);
        for (String word : known) {
            if (!word.equals(text) && Math.abs(word.length() - text.length()) < bestDistance) {
                int distance = distance(lower, word.toLowerCase(Locale.ROOT), bestDistance);
                if (distance < bestDistance) {
                    bestDistance = distance;
                    best = word;
                }
            }
        }
        return Optional.ofNullable(best);
    }

    /** {@code did you mean "x"?}, if a known word is near enough; see {@link #closest}. */
    public static Optional<String> didYouMean(String text, Collection<String> known) {
        return closest(text, known).map(Suggestions::question);
    }

    static String question(String word) {
        return "did you mean \"" + word + "\"?";
    }

    /** Optimal string alignment distance; anything of at least {@code limit} may be told as {@code limit}. */
    private static int distance(String a, String b, int limit) {
        int[] beforeLast = new int[b.length() + 1];
        int[] last = new int[b.length() + 1];
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            last[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            row[0] = i;
            int smallest = i;
            for (int j = 1; j <= b.length(); j++) {
                int replace = last[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                row[j] = Math.min(replace, 1 + Math.min(last[j], row[j - 1]));
                boolean swapped =
                        i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
                if (swapped) {
                    row[j] = Math.min(row[j], beforeLast[j - 2] + 1);
                }
                smallest = Math.min(smallest, row[j]);
            }
            if (smallest >= limit) {
                return limit;
            }
            int[] free = beforeLast;
            beforeLast = last;
            last = row;
            row = free;
        }
        return last[b.length()];
    }
}
