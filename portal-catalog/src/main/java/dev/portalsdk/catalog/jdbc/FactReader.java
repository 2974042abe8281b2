package dev.portalsdk.catalog.jdbc;

import dev.portalsdk.catalog.store.facts.FactRows;
import dev.portalsdk.model.EntityRef;
import dev.portalsdk.model.LocationRef;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Makes facts of rows. */
final class FactReader {
    private FactReader() {}

    static @Nullable Long number(ResultSet row, String column) throws SQLException {
        long value = row.getLong(column);
        return row.wasNull() ? null : value;
    }

    static @Nullable Integer integer(ResultSet row, String column) throws SQLException {
        int value = row.getInt(column);
        return row.wasNull() ? null : value;
    }

    static @Nullable LocationRef location(ResultSet row, String column) throws SQLException {
        String text = row.getString(column);
        return text == null ? null : StoredText.location(text);
    }

    static FactRows.EntityRow entity(ResultSet row) throws SQLException {
        return new FactRows.EntityRow(
                row.getLong("id"),
                ref(row),
                integer(row, "rank"),
                location(row, "rank_origin"),
                number(row, "held"),
                location(row, "held_origin"),
                row.getInt("given"),
                row.getBoolean("emits"),
                accepted(row),
                FactJson.findings(row.getString("findings")),
                row.getBoolean("conflict"),
                FactJson.reads(row.getString("reads")),
                Optional.ofNullable(number(row, "orphan_since"))
                        .map(FactJson::time)
                        .orElse(null),
                location(row, "visible_location"));
    }

    static EntityRef ref(ResultSet row) throws SQLException {
        String longRef = row.getString("long_ref");
        return StoredText.ref(longRef == null ? row.getString("key") : longRef);
    }

    static FactRows.@Nullable AcceptedRow accepted(ResultSet row) throws SQLException {
        Long body = number(row, "accepted_body");
        return body == null
                ? null
                : new FactRows.AcceptedRow(
                        body,
                        row.getString("accepted_version"),
                        StoredText.location(row.getString("accepted_location")),
                        StoredText.location(row.getString("accepted_origin")),
                        row.getString("accepted_relations"));
    }

    static FactRows.ClaimRow claim(ResultSet row) throws SQLException {
        return new FactRows.ClaimRow(
                row.getLong("id"),
                row.getLong("entity"),
                row.getLong("slot"),
                row.getInt("position"),
                StoredText.location(row.getString("location")),
                row.getInt("document_index"),
                row.getLong("document"),
                row.getString("version"),
                row.getString("places_version"),
                location(row, "origin"));
    }

    static FactRows.SlotRow slot(ResultSet row) throws SQLException {
        return new FactRows.SlotRow(
                row.getLong("id"),
                number(row, "bucket"),
                number(row, "entity"),
                number(row, "source"),
                location(row, "source_location"),
                row.getBoolean("optional"),
                FactJson.optionalPlace(row.getString("place")),
                FactJson.findings(row.getString("findings")),
                row.getInt("given"),
                row.getInt("next_position"));
    }

    static FactRows.SourceRow source(ResultSet row) throws SQLException {
        String longLocation = row.getString("long_location");
        return new FactRows.SourceRow(
                row.getLong("id"),
                StoredText.location(longLocation == null ? row.getString("key") : longLocation),
                row.getBoolean("pattern"),
                row.getBoolean("readers_changed"),
                Optional.ofNullable(number(row, "read_at")).map(FactJson::time).orElse(null));
    }

    static FactRows.BucketRow bucket(ResultSet row) throws SQLException {
        String provider = StoredText.read(row.getString("provider"));
        return new FactRows.BucketRow(
                row.getLong("id"),
                provider,
                integer(row, "rank"),
                row.getInt("given"),
                FactJson.held(row.getString("held"), provider),
                FactJson.locations(row.getString("held_sources")),
                Optional.ofNullable(row.getString("sweep")).map(StoredText::read),
                FactJson.texts(row.getString("ended_sweeps")));
    }
}
