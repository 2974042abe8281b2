package dev.portalsdk.fakes;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.zip.GZIPOutputStream;
import org.eclipse.jgit.lib.FileMode;

/** A repository as GitHub packs it: a gzipped tar (POSIX.1-1988 ustar) with one directory around everything. */
final class TarballWriter {
    private static final int BLOCK = 512;

    private TarballWriter() {}

    static byte[] write(ForgeRepository repository, String commit) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        String root = repository.owner() + "-" + repository.name() + "-" + commit.substring(0, 7) + "/";
        try (OutputStream out = new GZIPOutputStream(bytes)) {
            out.write(header(root, 0, '5', "0000755", ""));
            repository.walk(commit, (walk, content) -> {
                String path = root + walk.getPathString();
                if (walk.getFileMode().equals(FileMode.SYMLINK)) {
                    out.write(header(path, 0, '2', "0000777", new String(content, StandardCharsets.UTF_8)));
                } else {
                    boolean program = walk.getFileMode().equals(FileMode.EXECUTABLE_FILE);
                    out.write(header(path, content.length, '0', program ? "0000755" : "0000644", ""));
                    out.write(Arrays.copyOf(content, (content.length + BLOCK - 1) / BLOCK * BLOCK));
                }
            });
            out.write(new byte[2 * BLOCK]);
        }
        return bytes.toByteArray();
    }

    private static byte[] header(String path, int size, char type, String mode, String link) throws IOException {
        byte[] header = new byte[BLOCK];
        int split = split(path);
        put(header, 0, 100, path.substring(split == 0 ? 0 : split + 1));
        put(header, 100, 8, mode);
        put(header, 108, 8, "0000000");
        put(header, 116, 8, "0000000");
        put(header, 124, 12, String.format(Locale.ROOT, "%011o", size));
        put(header, 136, 12, "00000000000");
        put(header, 148, 8, "        ");
        header[156] = (byte) type;
        put(header, 157, 100, link);
        put(header, 257, 8, "ustar\00000");
        put(header, 345, 155, path.substring(0, split));
        int sum = 0;
        for (byte b : header) {
            sum += b & 0xff;
        }
        put(header, 148, 8, String.format(Locale.ROOT, "%06o\0 ", sum));
        return header;
    }

    /** Where to cut a path that is longer than the name field: at a slash, the first part in the prefix field. */
    private static int split(String path) throws IOException {
        if (length(path) <= 100) {
            return 0;
        }
        for (int slash = path.indexOf('/'); slash > 0; slash = path.indexOf('/', slash + 1)) {
            if (length(path.substring(slash + 1)) <= 100 && length(path.substring(0, slash)) <= 155) {
                return slash;
            }
        }
        throw new IOException("the path does not fit into a ustar header: " + path);
    }

    private static int length(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }

    private static void put(byte[] header, int at, int length, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        if (bytes.length > length) {
            throw new IOException("\"" + text + "\" does not fit into " + length + " bytes of a ustar header");
        }
        System.arraycopy(bytes, 0, header, at, bytes.length);
    }
}
