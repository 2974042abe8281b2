package dev.portalsdk.jdbc;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One SQL file. */
record Migration(int version, String file, String sql) {
    private static final Pattern NAME = Pattern.compile("V0*([1-9][0-9]{0,5})__[a-z0-9_]+\\.sql");

    static List<Migration> read(Class<?> anchor, String folder) {
        List<Migration> migrations = new ArrayList<>();
        for (String file : text(anchor, folder + "/migrations.txt").lines().toList()) {
            Matcher name = NAME.matcher(file);
            if (!name.matches() || Integer.parseInt(name.group(1)) != migrations.size() + 1) {
                throw new IllegalArgumentException(folder + "/migrations.txt line " + (migrations.size() + 1)
                        + " should be V" + (migrations.size() + 1) + "__what.sql, not \"" + file + '"');
            }
            migrations.add(new Migration(migrations.size() + 1, file, text(anchor, folder + '/' + file)));
        }
        return List.copyOf(migrations);
    }

    private static String text(Class<?> anchor, String resource) {
        try (InputStream in = anchor.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalArgumentException("There is no resource " + resource + " beside " + anchor.getName());
            }
            // A checkout with other line ends is the same file.
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).replace("\r\n", "\n");
        } catch (IOException e) {
            throw new UncheckedIOException("Resource " + resource + " could not be read", e);
        }
    }

    String checksum() {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(digest.digest(sql.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }

    /** Both drivers take many statements at once: SQLite's in {@code executeUpdate} only, where PostgreSQL's wants none that answers rows. */
    void apply(Dialect dialect, Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            if (dialect == Dialect.SQLITE) {
                statement.executeUpdate(sql);
            } else {
                statement.execute(sql);
            }
        }
    }
}
