package dev.portalsdk.catalog.query;

/**
 * A value of a key, in its author's case, and who has it.
 *
 * @param value as written, and as often as it is written otherwise there is another term
 * @param isFolded whether it is written in lower case
 * @param rows not empty
 */
record Term(String value, boolean isFolded, Posting rows) {

    Term withRows(Posting others) {
        return new Term(value, isFolded, others);
    }

    String folded() {
        return isFolded ? value : SearchTerms.fold(value);
    }

    boolean isLong() {
        return value.length() > SearchTerms.BACKSTAGE_LENGTH;
    }

    /** Hash of what filters compare. */
    int hash() {
        return folded().hashCode();
    }
}
