package dev.portalsdk.source;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.apache.commons.compress.archivers.zip.ZipEncodingHelper;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Archives as hosts make them, and as attackers do. */
@Timeout(60)
class ArchiveTreeTest {
    private static final ReadOptions OPTIONS = ReadOptions.defaults();

    private interface Packing {
        void pack(TarArchiveOutputStream tar) throws IOException;
    }

    private static byte[] archive(Packing packing) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (TarArchiveOutputStream tar = new TarArchiveOutputStream(new GZIPOutputStream(bytes))) {
            tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
            packing.pack(tar);
        }
        return bytes.toByteArray();
    }

    private static void file(TarArchiveOutputStream tar, String name, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        TarArchiveEntry entry = new TarArchiveEntry(name, true);
        entry.setSize(bytes.length);
        tar.putArchiveEntry(entry);
        tar.write(bytes);
        tar.closeArchiveEntry();
    }

    private static void link(TarArchiveOutputStream tar, String name, byte type, String target) throws IOException {
        TarArchiveEntry entry = new TarArchiveEntry(name, type);
        entry.setLinkName(target);
        tar.putArchiveEntry(entry);
        tar.closeArchiveEntry();
    }

    private static List<String> paths(byte[] archive, String directory, ReadOptions options) throws IOException {
        return tree(directory, options).read(new ByteArrayInputStream(archive)).stream()
                .map(SourceFile::path)
                .toList();
    }

    private static ArchiveTree tree(String directory, ReadOptions options) {
        return new ArchiveTree("https://host/o/r", directory, options, path -> "https://host/o/r/blob/main/" + path);
    }

    @Test
    void filesAreNamedFromTheRepositorysRootOrADirectory() throws IOException {
        String longName = "acme-web-1/" + "d/".repeat(100) + "a.md";
        byte[] archive = archive(tar -> {
            file(tar, "acme-web-1/z.md", "z");
            file(tar, "acme-web-1/docs/ä b.md", "ä");
            file(tar, "acme-web-1/docs/sub/x.md", "x");
            file(tar, "acme-web-1/docsy/no.md", "n");
            file(tar, longName, "long");
        });
        assertEquals(5, paths(archive, "", OPTIONS).size());
        assertEquals(List.of("sub/x.md", "ä b.md"), paths(archive, "docs", OPTIONS));
        List<SourceFile> files = tree("docs", OPTIONS).read(new ByteArrayInputStream(archive));
        assertEquals("https://host/o/r/blob/main/docs/ä b.md", files.get(1).url());
        assertEquals("ä", files.get(1).text());
        ArchiveTree missing = tree("nope", OPTIONS);
        assertEquals(List.of(), missing.read(new ByteArrayInputStream(archive)));
        assertFalse(missing.directorySeen());
    }

    @Test
    void programsKeepTheirMark() throws IOException {
        byte[] archive = archive(tar -> {
            TarArchiveEntry entry = new TarArchiveEntry("r/gradlew");
            entry.setMode(0100755);
            tar.putArchiveEntry(entry);
            tar.closeArchiveEntry();
            file(tar, "r/plain", "x");
        });
        List<SourceFile> files = tree("", OPTIONS).read(new ByteArrayInputStream(archive));
        assertTrue(files.get(0).executable());
        assertFalse(files.get(1).executable());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "r/../../etc/cron.d/x",
                "../x",
                "r/a/../../../x",
                "/etc/passwd",
                "r/..",
                "r/a/./b",
                "r/..\\..\\windows\\x",
                "r\\x",
            })
    void pathsThatLeadOutRefuseTheWhole(String name) throws IOException {
        byte[] archive = archive(tar -> {
            file(tar, "r/good.md", "g");
            file(tar, name, "evil");
        });
        SourceException e = assertThrows(SourceException.class, () -> paths(archive, "", OPTIONS));
        assertTrue(e.getMessage().contains("leads out of it"), e.getMessage());
    }

    @Test
    void namesWithoutEndAndWithZerosRefuseTheWhole() throws IOException {
        for (String name : List.of("r/" + "x".repeat(5000), "r/" + "d/".repeat(60) + "good.md\0.exe")) {
            byte[] archive = archive(tar -> {
                TarArchiveEntry entry = new TarArchiveEntry("r/plain", true);
                entry.addPaxHeader("path", name);
                tar.putArchiveEntry(entry);
                tar.closeArchiveEntry();
            });
            SourceException e = assertThrows(SourceException.class, () -> paths(archive, "", OPTIONS));
            assertTrue(e.getMessage().contains("leads out of it"), e.getMessage());
        }
    }

    /** A million headers pack well: there would be no end to empty files. */
    @Test
    @Tag("slow")
    void entriesWithoutEndAreNotCounted() throws IOException {
        byte[] archive = archive(tar -> {
            TarArchiveEntry entry = new TarArchiveEntry("r/x", true);
            for (int i = 0; i <= 1_000_001; i++) {
                tar.putArchiveEntry(entry);
                tar.closeArchiveEntry();
            }
        });
        ReadOptions large = OPTIONS.withMaxTreeBytes(1L << 30).withMaxFiles(10_000_000);
        TooLargeException e = assertThrows(TooLargeException.class, () -> paths(archive, "", large));
        assertTrue(e.getMessage().contains("1000000 entries"), e.getMessage());
    }

    @Test
    void linksAndDevicesAreLeftOut() throws IOException {
        byte[] archive = archive(tar -> {
            link(tar, "r/link", TarConstants.LF_SYMLINK, "/etc/passwd");
            link(tar, "r/hard", TarConstants.LF_LINK, "r/../../etc/passwd");
            link(tar, "r/fifo", TarConstants.LF_FIFO, "");
            link(tar, "r/device", TarConstants.LF_CHR, "");
            file(tar, "r/link/through", "written through the link");
            file(tar, "r/good", "g");
        });
        assertEquals(List.of("good", "link/through"), paths(archive, "", OPTIONS));
    }

    /** Ten gigabytes of zeros, packed into ten megabytes, made while they are read. */
    private static InputStream tenGigabytesOfZeros(String name) throws IOException {
        TarArchiveEntry entry = new TarArchiveEntry(name);
        entry.setSize(10L << 30);
        byte[] header = new byte[512];
        entry.writeEntryHeader(header, ZipEncodingHelper.getZipEncoding("UTF-8"), true);
        byte[] packedHead = gzip(header);
        byte[] packedMegabytes = gzip(new byte[64 << 20]);
        List<byte[]> members = new ArrayList<>(Collections.nCopies(160, packedMegabytes));
        members.add(0, packedHead);
        InputStream all = new SequenceInputStream(Collections.enumeration(
                members.stream().map(ByteArrayInputStream::new).toList()));
        return new FilterInputStream(all) {
            @Override
            public int available() {
                return 1; // Or else the reader takes the end of a member for the end of all.
            }
        };
    }

    private static byte[] gzip(byte[] bytes) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
            out.write(bytes);
        }
        return packed.toByteArray();
    }

    @Test
    void tenGigabytesOfZerosAreNotUnpacked() throws IOException {
        InputStream wanted = tenGigabytesOfZeros("r/zeros");
        assertThrows(TooLargeException.class, () -> tree("", OPTIONS).read(wanted));
        InputStream skipped = tenGigabytesOfZeros("r/zeros");
        ReadOptions others = OPTIONS.withFilter(path -> path.endsWith(".md"));
        assertThrows(TooLargeException.class, () -> tree("", others).read(skipped));
    }

    @Test
    void longHeadersAreNotUnpacked() throws IOException {
        byte[] archive = archive(tar -> {
            TarArchiveEntry name = new TarArchiveEntry("././@LongLink", TarConstants.LF_GNUTYPE_LONGNAME);
            name.setSize(8 << 20);
            tar.putArchiveEntry(name);
            tar.write(new byte[8 << 20]);
            tar.closeArchiveEntry();
            file(tar, "r/a", "a file with a name of eight megabytes");
        });
        TooLargeException e = assertThrows(TooLargeException.class, () -> paths(archive, "", OPTIONS));
        assertTrue(e.getMessage().contains("header"), e.getMessage());
    }

    @Test
    void limitsCountWhatIsWanted() throws IOException {
        byte[] archive = archive(tar -> {
            for (int i = 0; i < 10; i++) {
                file(tar, "r/" + i + ".md", "x".repeat(100));
            }
            file(tar, "r/big.bin", "y".repeat(10_000));
        });
        assertThrows(TooLargeException.class, () -> paths(archive, "", OPTIONS.withMaxFiles(10)));
        ReadOptions markdown = OPTIONS.withFilter(path -> path.endsWith(".md"));
        assertEquals(10, paths(archive, "", markdown.withMaxFiles(10)).size());
        assertThrows(TooLargeException.class, () -> paths(archive, "", markdown.withMaxTreeBytes(999)));
        List<SourceFile> files = tree("", OPTIONS.withMaxFileBytes(5000)).read(new ByteArrayInputStream(archive));
        SourceFile big = files.get(files.size() - 1);
        assertEquals(10_000, big.size());
        assertThrows(TooLargeException.class, big::bytes);
    }

    @Test
    void archivesThatBreakOffAreAFailure() throws IOException {
        byte[] archive = archive(tar -> {
            for (int i = 0; i < 50; i++) {
                file(tar, "r/" + i, String.valueOf(Math.random()).repeat(100));
            }
        });
        for (int length : new int[] {5, 100, archive.length / 2, archive.length - 30}) {
            assertThrows(IOException.class, () -> paths(Arrays.copyOf(archive, length), "", OPTIONS), "" + length);
        }
        assertThrows(IOException.class, () -> paths("<html>".getBytes(StandardCharsets.UTF_8), "", OPTIONS));
    }
}
