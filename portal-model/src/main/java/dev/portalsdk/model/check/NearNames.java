package dev.portalsdk.model.check;

import dev.portalsdk.model.Suggestions;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Finds the name nearest to another among many, at a bounded cost.
 *
 * <p>Few names are all compared. Of many, only those that share the longest beginning or the longest end with the text are: a name with one slip has at
 * least half of its letters before or after it. After half a million comparisons it gives up, as nobody reads so many hints.
 */
final class NearNames {
    private static final int FEW = 400;
    private static final int NEIGHBOURS = 40;
    private static final int BUDGET = 500_000;

    private final String[] sorted;
    private final String[] reversed;
    private int compared;

    NearNames(Collection<String> names) {
        this.sorted = names.stream().distinct().sorted().toArray(String[]::new);
        this.reversed = sorted.length <= FEW
                ? new String[0]
                : Arrays.stream(sorted).map(NearNames::reverse).sorted().toArray(String[]::new);
    }

    /** The nearest name, if it is near enough; see {@link Suggestions#closest}. */
    Optional<String> closest(String text) {
        if (compared >= BUDGET) {
            return Optional.empty();
        }
        Collection<String> candidates = sorted.length <= FEW ? List.of(sorted) : neighbours(text);
        compared += candidates.size();
        return Suggestions.closest(text, candidates);
    }

    private Set<String> neighbours(String text) {
        Set<String> near = new LinkedHashSet<>(around(sorted, text));
        around(reversed, reverse(text)).forEach(name -> near.add(reverse(name)));
        return near;
    }

    private static List<String> around(String[] names, String text) {
        int found = Arrays.binarySearch(names, text);
        int position = found < 0 ? -found - 1 : found;
        int from = Math.max(0, position - NEIGHBOURS);
        int to = Math.min(names.length, position + NEIGHBOURS);
        return Arrays.asList(names).subList(from, to);
    }

    private static String reverse(String text) {
        return new StringBuilder(text).reverse().toString();
    }
}
