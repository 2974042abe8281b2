package dev.portalsdk.jdbc;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class MigrationsTest {
    @Test
    void aNumberLeftOutIsNamed() {
        IllegalArgumentException refused = assertThrows(
                IllegalArgumentException.class, () -> Migrations.of("library", MigrationsTest.class, "gap"));
        assertTrue(refused.getMessage().contains("V003__books.sql"), refused.getMessage());
        assertTrue(refused.getMessage().contains("line 2"), refused.getMessage());
    }

    @Test
    void aFolderThatIsNotThereIsNamed() {
        IllegalArgumentException refused = assertThrows(
                IllegalArgumentException.class, () -> Migrations.of("library", MigrationsTest.class, "nowhere"));
        assertTrue(refused.getMessage().contains("nowhere/"), refused.getMessage());
    }

    @Test
    void aNameIsPartOfATablesName() {
        assertThrows(IllegalArgumentException.class, () -> Migrations.of("Li brary", MigrationsTest.class, "first"));
    }
}
