package io.minova.concurrency;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Finds the known word that a mistyped one most likely meant, for "did you mean". Ignores case. */
public final class NearestMatch {

    private NearestMatch() {}

    /** The closest of {@code known}; the first of several equally close ones, empty only when nothing is known. */
    public static Optional<String> of(String word, Collection<String> known) {
        return known.stream().min(Comparator.comparingInt(candidate -> distance(word, candidate)));
    }

    /** How many letters must be added, dropped, replaced or swapped with their neighbour to get from one word to the other. */
    public static int distance(String from, String to) {
        String left = from.toLowerCase(Locale.ROOT);
        String right = to.toLowerCase(Locale.ROOT);
        int[][] cost = new int[left.length() + 1][right.length() + 1];
        for (int i = 0; i <= left.length(); i++) {
            for (int j = 0; j <= right.length(); j++) {
                cost[i][j] = i == 0 || j == 0 ? i + j : cheapestStep(left, right, cost, i, j);
            }
        }
        return cost[left.length()][right.length()];
    }

    private static int cheapestStep(String left, String right, int[][] cost, int i, int j) {
        int replace = cost[i - 1][j - 1] + (left.charAt(i - 1) == right.charAt(j - 1) ? 0 : 1);
        int best = Math.min(replace, 1 + Math.min(cost[i - 1][j], cost[i][j - 1]));
        boolean isSwap = i > 1 && j > 1 && left.charAt(i - 1) == right.charAt(j - 2) && left.charAt(i - 2) == right.charAt(j - 1);
        return isSwap ? Math.min(best, cost[i - 2][j - 2] + 1) : best;
    }
}
