package dev.portalsdk.techdocs.site;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Lists folders of documentation. Links may point within the prepared source, never out of it, and not to a folder they
 * are in; hidden files, {@code /templates/} and what is excluded are left out.
 */
final class FolderScan {

    private static final int MAX_DEPTH = 50;

    private final Path source;
    private final SiteLimits limits;
    private final DocsFolder into;
    private final Deque<Path> open = new ArrayDeque<>();
    private long totalBytes;

    /** @param source its real path */
    FolderScan(Path source, SiteLimits limits, DocsFolder into) {
        this.source = source;
        this.limits = limits;
        this.into = into;
    }

    void list(Mount mount) throws IOException {
        folder(source.resolve(mount.directory()).toRealPath(), "", mount);
    }

    /** @param real of which every part is a folder, not a link */
    private void folder(Path real, String path, Mount mount) throws IOException {
        open.push(real);
        try (DirectoryStream<Path> children = Files.newDirectoryStream(real)) {
            for (Path child : children) {
                visit(child, path + child.getFileName(), mount);
            }
        } catch (DirectoryIteratorException e) {
            unreadable(name(mount, path), e);
        } finally {
            open.pop();
        }
    }

    private void visit(Path child, String path, Mount mount) throws IOException {
        String name = name(mount, path);
        if (String.valueOf(child.getFileName()).startsWith(".")) {
            return;
        }
        try {
            BasicFileAttributes attributes =
                    Files.readAttributes(child, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            boolean excluded = attributes.isDirectory()
                    ? path.equals("templates")
                    : mount.excluded().matches(path);
            if (excluded) {
                return;
            }
            if (!attributes.isSymbolicLink()) {
                visit(child, attributes, path, mount);
                return;
            }
            Path real = child.toRealPath();
            if (real.startsWith(source)) {
                visit(real, Files.readAttributes(real, BasicFileAttributes.class), path, mount);
            } else {
                into.report("docs-symlink", name, "\"" + path + "\" is a link out of the source and is left out");
            }
        } catch (SiteTooLargeException e) {
            throw e;
        } catch (IOException e) {
            unreadable(name, e);
        }
    }

    private void visit(Path real, BasicFileAttributes attributes, String path, Mount mount) throws IOException {
        String name = name(mount, path);
        if (attributes.isDirectory()) {
            if (open.contains(real) || open.size() > MAX_DEPTH) {
                into.report("docs-file", name, "\"" + path + "\" leads back to a folder it is in, or lies too deep");
            } else {
                folder(real, path + "/", mount);
            }
        } else if (!attributes.isRegularFile()) {
            into.report("docs-file", name, "\"" + path + "\" is no regular file and is left out");
        } else if (attributes.size() > limits.fileBytes()) {
            into.report(
                    "docs-file-limit",
                    name,
                    "\"" + path + "\" has " + attributes.size() + " bytes and is left out; the limit is "
                            + limits.fileBytes());
        } else {
            keep(mount.prefix() + path, SourceFile.of(name, real, attributes));
        }
    }

    private void keep(String path, SourceFile file) throws SiteTooLargeException {
        totalBytes += file.size();
        into.add(path, file);
        if (into.size() > limits.files() || totalBytes > limits.totalBytes()) {
            throw new SiteTooLargeException("The docs folder holds more than " + limits.files() + " files or "
                    + limits.totalBytes() + " bytes");
        }
    }

    private void unreadable(String name, Exception failure) {
        into.report("docs-file", name, "\"" + name + "\" cannot be read and is left out: " + failure);
    }

    private static String name(Mount mount, String path) {
        return mount.directory() + "/" + path;
    }
}
