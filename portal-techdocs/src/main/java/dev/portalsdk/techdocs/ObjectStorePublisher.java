package dev.portalsdk.techdocs;

import dev.portalsdk.model.EntityRef;
import dev.portalsdk.techdocs.site.MediaTypes;
import dev.portalsdk.techdocs.site.SiteMetadata;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Publishes to a bucket, laid out as Backstage does: {@code [root/]namespace/kind/name/…}, in lower case.
 *
 * <p>A manifest of content hashes beside each site lets a publication write only what changed. Before the first file is
 * written the manifest says of each file that changes that its content is unknown, so that after a crash at any point the
 * next publication mends the site. Metadata comes behind all other files, then what is no longer part of the site goes, then
 * the manifest is complete. A bucket without a manifest, say one that Backstage wrote, is listed once.
 *
 * <p>Safe for use by many threads; two publications of one entity must not run at once.
 */
public final class ObjectStorePublisher implements Publisher, PublishedSites {

    private static final int PARALLEL = 10;
    private static final int MAX_DELETE = 1_000;
    private static final long MAX_MANIFEST_BYTES = 64L << 20;

    private final ObjectStore store;
    private final String root;

    /** @param bucketRootPath in front of all keys, as {@code techdocs.publisher.*.bucketRootPath}; empty for none */
    public ObjectStorePublisher(ObjectStore store, String bucketRootPath) {
        this.store = store;
        String trimmed = bucketRootPath.replaceAll("^/+|/+$", "");
        this.root = trimmed.isEmpty() ? "" : trimmed + "/";
    }

    @Override
    public void publish(EntityRef entity, GeneratedSite site) throws IOException {
        String prefix = prefix(entity);
        SortedMap<String, Path> files = Folders.files(site.directory());
        Manifest after = Manifest.empty();
        for (Map.Entry<String, Path> file : files.entrySet()) {
            after.hashes().put(file.getKey(), Hashes.sha256(file.getValue()));
        }
        Manifest before = published(prefix);
        List<String> changed = new ArrayList<>(files.keySet());
        changed.removeIf(path -> before.has(path, after.hashes().getOrDefault(path, "")));
        List<String> stale = new ArrayList<>(before.hashes().keySet());
        stale.removeAll(files.keySet());
        if (changed.isEmpty() && stale.isEmpty()) {
            return;
        }
        write(prefix, before.onTheWayTo(after));
        upload(prefix, site.directory(), changed);
        if (changed.contains(SiteMetadata.FILE)) {
            put(prefix, site.directory(), SiteMetadata.FILE);
        }
        for (int i = 0; i < stale.size(); i += MAX_DELETE) {
            store.delete(stale.subList(i, Math.min(stale.size(), i + MAX_DELETE)).stream()
                    .map(path -> prefix + path)
                    .toList());
        }
        write(prefix, after);
    }

    /** Everything but the metadata, several at once; the first failure ends it. */
    private void upload(String prefix, Path directory, List<String> paths) throws IOException {
        ExecutorService threads = Executors.newFixedThreadPool(PARALLEL);
        try {
            List<Future<Void>> running = new ArrayList<>();
            for (String path : paths) {
                if (!path.equals(SiteMetadata.FILE)) {
                    Callable<Void> upload = () -> {
                        put(prefix, directory, path);
                        return null;
                    };
                    running.add(threads.submit(upload));
                }
            }
            for (Future<Void> upload : running) {
                upload.get();
            }
        } catch (ExecutionException e) {
            throw new IOException("A file could not be written to \"" + prefix + "\": " + e.getCause(), e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("Interrupted while publishing to \"" + prefix + "\"", e);
        } finally {
            threads.shutdownNow();
        }
    }

    private void put(String prefix, Path directory, String path) throws IOException {
        store.put(prefix + path, directory.resolve(path), MediaTypes.of(path));
    }

    private Manifest published(String prefix) throws IOException {
        Optional<PublishedFile> manifest = store.get(prefix + Manifest.FILE);
        if (manifest.isPresent() && manifest.get().size() <= MAX_MANIFEST_BYTES) {
            try (InputStream in = manifest.get().content().open()) {
                return Manifest.parse(new String(in.readAllBytes(), StandardCharsets.UTF_8));
            }
        }
        Manifest found = Manifest.empty();
        Optional<String> next = Optional.empty();
        do {
            ObjectStore.Keys page = store.list(prefix, next);
            page.keys().forEach(key -> found.addUnknown(key.substring(prefix.length())));
            next = page.next();
        } while (next.isPresent());
        return found;
    }

    private void write(String prefix, Manifest manifest) throws IOException {
        Path draft = Files.createTempFile("techdocs-manifest", ".json");
        try {
            Files.writeString(draft, manifest.toJson());
            store.put(prefix + Manifest.FILE, draft, MediaTypes.of(Manifest.FILE));
        } finally {
            Files.delete(draft);
        }
    }

    @Override
    public Optional<InputStream> open(EntityRef entity, String path) throws IOException {
        Optional<PublishedFile> file = file(entity, path);
        return file.isPresent() ? Optional.of(file.get().content().open()) : Optional.empty();
    }

    @Override
    public Optional<PublishedFile> file(EntityRef entity, String path) throws IOException {
        return isInside(path)
                ? store.get(prefix(entity) + path)
                        .map(found -> new PublishedFile(path, found.size(), found.etag(), found.content()))
                : Optional.empty();
    }

    /** Keys are no paths, and a bucket holds the sites of others: only what cannot lead elsewhere is asked for. */
    private static boolean isInside(String path) {
        for (String part : path.split("/", -1)) {
            if (part.isEmpty() || part.startsWith(".")) {
                return false;
            }
        }
        return !path.contains("\\");
    }

    private String prefix(EntityRef entity) {
        return root + entity.namespace() + "/" + entity.kind() + "/" + entity.name() + "/";
    }
}
