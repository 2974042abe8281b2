package dev.portalsdk.techdocs;

import dev.portalsdk.integration.Integrations;
import dev.portalsdk.integration.ScmUrl;
import dev.portalsdk.model.Diagnostic;
import dev.portalsdk.model.Entity;
import dev.portalsdk.model.LocationRef;
import dev.portalsdk.source.NotFoundException;
import dev.portalsdk.source.ReadOptions;
import dev.portalsdk.source.TooLargeException;
import dev.portalsdk.source.TreeResult;
import dev.portalsdk.source.UrlReader;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds the source where the annotation {@code backstage.io/techdocs-ref} says: {@code dir:.} beside the entity's own
 * file, {@code url:https://…} anywhere a {@link UrlReader} may read.
 *
 * <p>Entities whose documentation lies in one repository share what was read of it: the host is asked for its version before
 * anything is fetched, and the repository fetched once. It stays on disk for some minutes; {@link #close} removes it.
 *
 * <p>{@code dir:} is resolved against {@code backstage.io/source-location}, else {@code backstage.io/managed-by-location}.
 * As authors can write these annotations, folders of this machine are read only below the roots that the host names; they
 * are read in place.
 */
public final class SourcePreparer implements Preparer, AutoCloseable {

    /** Where the documentation is. */
    public static final String TECHDOCS_REF = "backstage.io/techdocs-ref";

    private static final List<String> LOCATIONS =
            List.of("backstage.io/source-location", "backstage.io/managed-by-location");

    private static final Logger LOG = LoggerFactory.getLogger(SourcePreparer.class);

    private final List<Path> roots;
    private final Optional<UrlReader> reader;
    private final Optional<RepositoryTrees> repositories;
    private final Integrations integrations;

    private SourcePreparer(Builder builder) {
        this.roots = List.copyOf(builder.roots);
        this.reader = builder.reader;
        this.repositories = builder.reader.map(source -> new RepositoryTrees(source, builder.clock));
        this.integrations = builder.integrations;
    }

    /** Reads folders of this machine below one root, and nothing else. */
    public static SourcePreparer local(Path root) {
        return builder().localRoot(root).build();
    }

    /** Starts with nothing to read from. */
    public static Builder builder() {
        return new Builder();
    }

    @Override
    public Preparation prepare(Entity entity, Optional<String> knownEtag) throws IOException {
        Optional<String> ref = entity.metadata().annotation(TECHDOCS_REF);
        if (ref.isEmpty()) {
            return rejected(
                    entity,
                    "The entity has no annotation " + TECHDOCS_REF,
                    "Add " + TECHDOCS_REF + ": dir:. when mkdocs.yml lies beside catalog-info.yaml");
        }
        try {
            LocationRef location = LocationRef.parse(ref.get());
            return switch (location.type()) {
                case "dir" -> beside(entity, location.target(), knownEtag);
                case "url" -> fetch(entity, location.target(), location.target(), knownEtag);
                default ->
                    rejected(
                            entity,
                            TECHDOCS_REF + " is \"" + ref.get() + "\": its type must be dir or url",
                            "For example dir:. or url:https://host/owner/repository/tree/main");
            };
        } catch (IllegalArgumentException e) {
            return rejected(entity, TECHDOCS_REF + " is \"" + ref.get() + "\": " + e.getMessage(), "");
        }
    }

    private Preparation beside(Entity entity, String directory, Optional<String> knownEtag) throws IOException {
        Optional<LocationRef> location = LOCATIONS.stream()
                .map(name -> entity.metadata().annotation(name))
                .flatMap(Optional::stream)
                .findFirst()
                .map(LocationRef::parse);
        if (location.isEmpty()) {
            return rejected(
                    entity,
                    TECHDOCS_REF + " starts with dir:, but no annotation says where the entity comes from",
                    "Give the entity " + LOCATIONS.get(0));
        }
        Optional<Path> file = localFile(location.get());
        if (file.isPresent()) {
            Path base = Files.isDirectory(file.get()) ? file.get() : file.get().resolveSibling(".");
            return inPlace(entity, base.resolve(directory).normalize(), knownEtag);
        }
        String base = location.get().target();
        String relative = directory.endsWith("/") ? directory : directory + "/";
        return fetch(entity, integrations.resolveUrl(relative, base), base, knownEtag);
    }

    private static Optional<Path> localFile(LocationRef location) {
        if (location.type().equals("file")) {
            String target = location.target();
            return Optional.of(target.startsWith("//") ? Path.of(URI.create("file:" + target)) : Path.of(target));
        }
        return location.target().startsWith("file:")
                ? Optional.of(Path.of(URI.create(location.target())))
                : Optional.empty();
    }

    private Preparation inPlace(Entity entity, Path folder, Optional<String> knownEtag) throws IOException {
        if (!Files.isDirectory(folder)) {
            return rejected(entity, "The folder " + folder + " that " + TECHDOCS_REF + " names does not exist", "");
        }
        Path real = folder.toRealPath();
        boolean allowed = false;
        for (Path root : roots) {
            allowed |= real.startsWith(root.toRealPath());
        }
        if (!allowed) {
            return rejected(
                    entity,
                    "The folder " + folder + " is below none of the folders that documentation is read from",
                    "Allow it with SourcePreparer.builder().localRoot(…)");
        }
        String etag = FolderEtag.of(real);
        return knownEtag.filter(etag::equals).isPresent()
                ? new Preparation.NotModified()
                : Preparation.Prepared.inPlace(real, Optional.of(etag));
    }

    private Preparation fetch(Entity entity, String url, String referrer, Optional<String> knownEtag)
            throws IOException {
        if (reader.isEmpty()) {
            return rejected(
                    entity,
                    "Nothing here reads \"" + url + "\"",
                    "Give the preparer a reader with SourcePreparer.builder().urlReader(…)");
        }
        Optional<ScmUrl> place = integrations.parse(url);
        if (place.isPresent()) {
            try {
                return share(url, place.get(), referrer, knownEtag);
            } catch (TooLargeException e) {
                LOG.debug("{} lies in a repository that is too large to be read as a whole", url, e);
            }
        }
        ReadOptions options = ReadOptions.ifChangedFrom(knownEtag).withReferrer(referrer);
        TreeResult result = reader.get().readTree(url, options);
        if (!(result instanceof TreeResult.Tree tree)) {
            return new Preparation.NotModified();
        }
        Path folder = Files.createTempDirectory("techdocs-source");
        try {
            tree.writeTo(folder);
            return new Preparation.Prepared(folder, tree.etag(), editUrl(url), () -> Folders.delete(folder));
        } catch (IOException | RuntimeException e) {
            Folders.delete(folder);
            throw e;
        }
    }

    private Preparation share(String url, ScmUrl place, String referrer, Optional<String> knownEtag)
            throws IOException {
        String repository = integrations
                .byUrl(url)
                .orElseThrow()
                .webUrl(place.withPath("")
                        .withView(place.ref().isPresent() ? ScmUrl.View.TREE : ScmUrl.View.REPOSITORY));
        Optional<RepositoryTrees.Tree> found = repositories.orElseThrow().get(repository, referrer, knownEtag);
        if (found.isEmpty()) {
            return new Preparation.NotModified();
        }
        RepositoryTrees.Tree tree = found.get();
        Path folder = tree.folder().resolve(place.path());
        if (!Files.isDirectory(folder)) {
            tree.release();
            throw new NotFoundException(url, "there is no directory \"" + place.path() + "\"");
        }
        return new Preparation.Prepared(folder, tree.etag(), editUrl(url), tree::release);
    }

    /** Removes the repositories that are kept for other entities; those in use go when their preparations are closed. */
    @Override
    public void close() throws IOException {
        if (repositories.isPresent()) {
            repositories.get().close();
        }
    }

    /** Where the host edits files of a tree; empty where it has no page for that. */
    private Optional<String> editUrl(String tree) {
        String place = "portal-sdk-path";
        try {
            String file = integrations.resolveUrl(place, tree.endsWith("/") ? tree : tree + "/");
            return Optional.of(integrations.editUrl(file))
                    .filter(url -> !url.equals(file) && url.contains(place))
                    .map(url -> url.replace(place, "{path}"));
        } catch (IllegalArgumentException e) {
            return Optional.empty(); // it could be read all the same
        }
    }

    private static Preparation rejected(Entity entity, String message, String hint) {
        Diagnostic.Builder finding = Diagnostic.error("techdocs-ref", message)
                .entity(entity.ref())
                .pointer("/metadata/annotations/backstage.io~1techdocs-ref");
        return new Preparation.Rejected(
                List.of(hint.isEmpty() ? finding.build() : finding.hint(hint).build()));
    }

    /** Collects where sources may come from. */
    public static final class Builder {
        private final List<Path> roots = new ArrayList<>();
        private Optional<UrlReader> reader = Optional.empty();
        private Integrations integrations = Integrations.builder().build();
        private Clock clock = Clock.systemUTC();

        private Builder() {}

        /** Allows to read folders of this machine below a root; may be called for several. */
        public Builder localRoot(Path root) {
            roots.add(root);
            return this;
        }

        /** Reads whatever is not on this machine; it decides what may be read. */
        public Builder urlReader(UrlReader urlReader) {
            this.reader = Optional.of(urlReader);
            return this;
        }

        /** The hosts whose URLs {@code dir:} is resolved by; without them as any URL. */
        public Builder integrations(Integrations hosts) {
            this.integrations = hosts;
            return this;
        }

        /** Says how long ago a repository was looked at; default the system's. */
        public Builder clock(Clock source) {
            this.clock = source;
            return this;
        }

        /**
         * Makes the preparer.
         *
         * @throws IllegalArgumentException if there is nothing to read from
         */
        public SourcePreparer build() {
            if (roots.isEmpty() && reader.isEmpty()) {
                throw new IllegalArgumentException(
                        "A preparer needs something to read from: localRoot(…) or urlReader(…)");
            }
            return new SourcePreparer(this);
        }
    }
}
