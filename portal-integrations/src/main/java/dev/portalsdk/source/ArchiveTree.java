package dev.portalsdk.source;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;

/**
 * A directory of a gzipped tar with one directory around everything, as hosts of source code pack repositories.
 *
 * <p>Read as it comes, in memory only what is wanted. Links, devices and whatever else is no file are left out; a path that
 * leads out of the archive refuses the whole. What is unpacked is limited in bytes and entries, also what is skipped, so that a
 * small archive cannot become a long one.
 */
final class ArchiveTree {
    private static final int MAX_ENTRIES = 1_000_000;
    private static final int MAX_PATH = 4096;

    /** The header of an entry, with the long names and attributes that may stand before it. */
    private static final long MAX_HEADER_BYTES = 1 << 20;

    /** Of all that is unpacked, in multiples of what a tree may hold. */
    private static final int UNPACKED = 4;

    private final String shown;
    private final String directory;
    private final ReadOptions options;
    private final Function<String, String> fileUrl;
    private final TreeLimits limits;
    private final Map<String, SourceFile> files = new LinkedHashMap<>();
    private boolean directorySeen;

    /**
     * @param shown the URL in messages
     * @param directory within the repository; empty for its root
     * @param fileUrl makes the URL of a file from its path in the repository
     */
    ArchiveTree(String shown, String directory, ReadOptions options, Function<String, String> fileUrl) {
        this.shown = shown;
        this.directory = directory;
        this.options = options;
        this.fileUrl = fileUrl;
        this.limits = new TreeLimits(shown, options);
    }

    /** Whether the directory is there; after {@link #read}. */
    boolean directorySeen() {
        return directorySeen;
    }

    /** The files, in the order of their paths. @throws IOException if the archive is broken or breaks off */
    List<SourceFile> read(InputStream gzipped) throws IOException {
        LimitedInput unpacked = new LimitedInput(
                shown,
                new GZIPInputStream(new LimitedInput(shown, gzipped, options.maxTreeBytes())),
                options.maxTreeBytes() * UNPACKED);
        TarArchiveInputStream tar = new TarArchiveInputStream(unpacked);
        for (int entries = 0; ; entries++) {
            if (entries > MAX_ENTRIES) {
                throw new TooLargeException(shown, "the archive holds more than " + MAX_ENTRIES + " entries");
            }
            unpacked.allowAtMost(MAX_HEADER_BYTES);
            TarArchiveEntry entry = tar.getNextEntry();
            unpacked.allowTheRest();
            if (entry == null) {
                return sorted();
            }
            take(entry, tar);
            tar.skip(Long.MAX_VALUE); // Now, while the content may be long; the next header may not.
        }
    }

    private List<SourceFile> sorted() {
        List<SourceFile> sorted = new ArrayList<>(files.values());
        sorted.sort(Comparator.comparing(SourceFile::path));
        return sorted;
    }

    private void take(TarArchiveEntry entry, TarArchiveInputStream tar) throws IOException {
        String path = repositoryPath(entry.getName());
        if (!directory.isEmpty() && !path.startsWith(directory + "/")) {
            directorySeen |= entry.isDirectory() && path.equals(directory);
            return;
        }
        directorySeen = true;
        String relative = directory.isEmpty() ? path : path.substring(directory.length() + 1);
        boolean file = entry.getLinkFlag() == TarConstants.LF_NORMAL || entry.getLinkFlag() == TarConstants.LF_OLDNORM;
        if (file
                && !entry.isDirectory()
                && !entry.isSparse()
                && !relative.isEmpty()
                && options.filter().test(relative)) {
            limits.add(entry.getSize());
            files.put(relative, file(relative, path, entry, tar));
        }
    }

    private SourceFile file(String relative, String path, TarArchiveEntry entry, TarArchiveInputStream tar)
            throws IOException {
        String url = fileUrl.apply(path);
        boolean executable = (entry.getMode() & 0b001_000_000) != 0;
        if (entry.getSize() > options.maxFileBytes()) {
            return new TooLargeFile(relative, url, entry.getSize(), executable, options.maxFileBytes());
        }
        byte[] bytes = tar.readNBytes((int) entry.getSize());
        if (bytes.length < entry.getSize()) {
            throw new IOException("the archive ends within " + path);
        }
        return new LoadedFile(relative, url, bytes, executable);
    }

    /** Without the directory around everything, and without slashes at either end. */
    private String repositoryPath(String name) throws SourceException {
        int first = name.indexOf('/');
        String path = first < 0 ? "" : name.substring(first + 1).replaceAll("/+$", "");
        if (name.startsWith("/") || name.length() > MAX_PATH || name.indexOf('\0') >= 0) {
            throw leadsOut(name);
        }
        for (String part : name.split("/", -1)) {
            if (part.equals("..") || part.equals(".") || part.indexOf('\\') >= 0) {
                throw leadsOut(name);
            }
        }
        return path;
    }

    private SourceException leadsOut(String name) {
        String start = name.length() > 200 ? name.substring(0, 200) + "…" : name;
        return new SourceException(shown, "the archive holds the path \"" + start + "\", which leads out of it");
    }

    /** A file that is there but that the options do not let be read. */
    private record TooLargeFile(String path, String url, long size, boolean executable, long maxBytes)
            implements SourceFile {
        @Override
        public byte[] bytes() throws TooLargeException {
            throw new TooLargeException(url, "it is larger than " + maxBytes + " bytes");
        }
    }
}
