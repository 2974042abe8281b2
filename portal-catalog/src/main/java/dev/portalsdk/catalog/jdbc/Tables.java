package dev.portalsdk.catalog.jdbc;

import dev.portalsdk.catalog.jdbc.BulkSql.Column;
import java.util.List;

/** The columns that are written. */
final class Tables {
    static final List<Column> BUCKET = Column.all(
            "id bigint, provider text, rank int, given int, held json, held_sources json, sweep text, ended_sweeps json");
    static final List<Column> SWEPT = Column.all("bucket bigint, ref text, location text, document_index int");
    static final List<Column> ENTITY =
            Column.all("id bigint, key text, long_ref text, rank int, rank_origin text, held bigint,"
                    + " held_origin text, given int, emits boolean, accepted_body bigint, accepted_version text, accepted_location text,"
                    + " accepted_origin text, accepted_relations json, findings json, failed boolean, conflict boolean, reads json,"
                    + " orphan_since bigint");
    static final List<Column> SOURCE = Column.all(
            "id bigint, key text, long_location text, pattern boolean, readers_changed boolean, read_at bigint");
    static final List<Column> CONTENT =
            Column.all("id bigint, known boolean, etag text, missing boolean, failures json");
    static final List<Column> FILE =
            Column.all("id bigint, source bigint, position int, location text, version text, findings json");
    static final List<Column> DOCUMENT =
            Column.all("id bigint, file bigint, position int, document_index int, source text,"
                    + " root json, places bytea, version text, places_version text");
    static final List<Column> POSITION = Column.all("id bigint, position int");
    static final List<Column> SLOT =
            Column.all("id bigint, bucket bigint, entity bigint, source bigint, optional boolean,"
                    + " place json, findings json, failed boolean, given int, next_position int");
    static final List<Column> CLAIM = Column.all("id bigint, entity bigint, slot bigint, position int, location text,"
            + " document_index int, document bigint, version text, places_version text, origin text");
    static final List<Column> WORK = Column.all("kind smallint, item bigint, remote boolean, turn bigint,"
            + " only_if_reads_changed boolean, cause_from bigint, cause_to bigint");
    static final List<Column> BODY = Column.all("id bigint, body json");
    static final List<Column> FEED = Column.all(
            "version bigint, at bigint, type smallint, entity bigint, key text, long_ref text, location text,"
                    + " provider text, origin text, orphan boolean, uid text, body bigint, accepted_body bigint, errors json, relations json, related json");
    static final List<Column> VISIBLE = Column.all("id bigint, ref text, version bigint, location text, body bigint");

    private Tables() {}
}
