package dev.portalsdk.catalog.query;

/**
 * Who has relations of one type.
 *
 * @param declarers entities that declare one of their own
 * @param targets refs that such a relation leads to
 */
record RelationRows(Posting declarers, Posting targets) {
    static final RelationRows NONE = new RelationRows(Posting.NONE, Posting.NONE);
}
