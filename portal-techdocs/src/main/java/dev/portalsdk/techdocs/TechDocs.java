package dev.portalsdk.techdocs;

import dev.portalsdk.config.Config;
import dev.portalsdk.integration.Integrations;
import dev.portalsdk.model.Diagnostic;
import dev.portalsdk.model.Entity;
import dev.portalsdk.model.EntityRef;
import dev.portalsdk.model.Value;
import dev.portalsdk.source.UrlReader;
import dev.portalsdk.techdocs.site.RenderedPage;
import dev.portalsdk.techdocs.site.SiteMetadata;
import dev.portalsdk.techdocs.site.SiteSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Builds and reads the documentation of entities: prepare, generate, publish.
 *
 * <pre>{@code
 * TechDocs docs = TechDocs.builder()
 *         .preparer(SourcePreparer.local(Path.of(".")))
 *         .publisher(new LocalDirectoryPublisher(Path.of("target/techdocs")))
 *         .build();
 * DocsBuild build = docs.build(entity);
 * build.findings().forEach(System.out::println);   // [WARNING] Link "api.md#eror": "api.md" has no anchor "eror"; Did you mean "#error"? …
 * }</pre>
 *
 * <p>Safe for use by many threads; builds of one entity wait for one another. Nothing needs to be closed but what {@link
 * #fromConfig} made: sources that it keeps on disk for entities of the same repository.
 */
public final class TechDocs implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(TechDocs.class);
    private static final int LOCKS = 64;
    private static final Duration FRESH = Duration.ofMinutes(1);

    private final Preparer preparer;
    private final Generator generator;
    private final Publisher publisher;
    private final PublishedSites sites;
    private final TechDocsListener listener;
    private final Optional<SourcePreparer> owned;
    private final boolean buildOnView;
    private final Clock clock;
    private final List<Object> locks;
    private final Map<EntityRef, Instant> looked = new ConcurrentHashMap<>();

    private TechDocs(Builder builder, Preparer preparer, Publisher publisher, PublishedSites sites) {
        this.preparer = preparer;
        this.publisher = publisher;
        this.sites = sites;
        this.generator = builder.generator.orElseGet(MarkdownSiteGenerator::create);
        this.listener = builder.listener;
        this.owned = builder.owned;
        this.buildOnView = builder.buildOnView;
        this.clock = builder.clock;
        List<Object> made = new ArrayList<>();
        for (int i = 0; i < LOCKS; i++) {
            made.add(new Object());
        }
        this.locks = List.copyOf(made);
    }

    /** Starts with {@link MarkdownSiteGenerator}; a preparer and a publisher must be given. */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * Starts with what {@code techdocs} in a configuration says: {@code publisher}; {@code builder}, where with {@code
     * external} nothing is built when readers come; {@code cache.ttl}, for which files that were read stay in memory. {@code
     * generator.runIn} is not needed, which the log says. Sources are read by the reader only; set another preparer to change
     * that.
     *
     * <p>{@code publisher.type} is {@code local}, or {@code awsS3}, {@code googleGcs}, {@code azureBlobStorage} with the
     * artifact of that cloud on the class path, which {@link Builder#build()} names if it is not there.
     *
     * @throws dev.portalsdk.config.ConfigException if a value is none that can be used
     */
    public static Builder fromConfig(Config config, UrlReader reader, Integrations integrations) {
        String building = config.string("techdocs.builder").orElse("local");
        if (!building.equals("local") && !building.equals("external")) {
            throw config.invalid("techdocs.builder", "local, to build when readers come, or external");
        }
        config.string("techdocs.generator.runIn")
                .filter(place -> !place.equals("local"))
                .ifPresent(place -> LOG.info(
                        "techdocs.generator.runIn is \"{}\", which is not needed: sites are built within this process",
                        place));
        SourcePreparer preparer = SourcePreparer.builder()
                .urlReader(reader)
                .integrations(integrations)
                .build();
        Builder builder = builder().buildOnView(building.equals("local")).preparer(preparer);
        builder.owned = Optional.of(preparer);
        builder.configured = Optional.of(() -> ConfiguredPublisher.of(config));
        cacheTime(config).filter(ttl -> !ttl.isZero()).ifPresent(builder::cacheFor);
        return builder;
    }

    /** A bare number counts milliseconds, as in Backstage. */
    private static Optional<Duration> cacheTime(Config config) {
        String key = "techdocs.cache.ttl";
        return config.value(key).filter(Value.Num.class::isInstance).isPresent()
                ? Optional.of(Duration.ofMillis(config.number(key).orElse(0)))
                : config.duration(key);
    }

    /** Where published sites are read. */
    public PublishedSites sites() {
        return sites;
    }

    /**
     * Makes ready what a reader is about to see: where readers' coming is to build, builds what is not published or whose
     * source has changed since. A look at the source within the last minute counts, so that a page's many files cost one.
     *
     * @return the build; empty when there was none to do
     * @throws IOException as {@link #build}; a site that was published before can still be read
     */
    public Optional<DocsBuild> view(Entity entity) throws IOException {
        Instant now = clock.instant();
        Instant last = looked.getOrDefault(entity.ref(), Instant.MIN);
        if (!buildOnView || (last.isAfter(now.minus(FRESH)) && sites.exists(entity.ref()))) {
            return Optional.empty();
        }
        DocsBuild build = build(entity);
        looked.values().removeIf(time -> !time.isAfter(now.minus(FRESH)));
        looked.put(entity.ref(), now);
        return build.outcome() == DocsBuild.Outcome.UNCHANGED ? Optional.empty() : Optional.of(build);
    }

    /**
     * Builds the documentation of an entity, unless its source is what it was when it was published.
     *
     * @throws IOException if the source cannot be read or the site not be published; what was published stays
     */
    public DocsBuild build(Entity entity) throws IOException {
        return build(entity, true);
    }

    /**
     * Builds the documentation of an entity whatever is published.
     *
     * @throws IOException if the source cannot be read or the site not be published; what was published stays
     */
    public DocsBuild rebuild(Entity entity) throws IOException {
        return build(entity, false);
    }

    /** Removes what {@link #fromConfig} keeps on disk; builds that run are not disturbed. */
    @Override
    public void close() throws IOException {
        if (owned.isPresent()) {
            owned.get().close();
        }
    }

    private DocsBuild build(Entity entity, boolean onlyIfChanged) throws IOException {
        synchronized (locks.get(Math.floorMod(entity.ref().hashCode(), LOCKS))) {
            try {
                DocsBuild build = run(entity, onlyIfChanged);
                tell(() -> listener.built(build));
                return build;
            } catch (IOException | RuntimeException e) {
                tell(() -> listener.failed(entity.ref(), e));
                throw e;
            }
        }
    }

    private DocsBuild run(Entity entity, boolean onlyIfChanged) throws IOException {
        long start = System.nanoTime();
        Optional<String> known = onlyIfChanged ? publishedVersion(entity.ref()) : Optional.empty();
        tell(() -> listener.progress(entity.ref(), TechDocsListener.Stage.PREPARING));
        Preparation preparation = preparer.prepare(entity, known);
        if (preparation instanceof Preparation.Rejected rejected) {
            return result(entity, DocsBuild.Outcome.REJECTED, List.of(), rejected.findings(), 0, start);
        }
        if (!(preparation instanceof Preparation.Prepared prepared)) {
            return result(entity, DocsBuild.Outcome.UNCHANGED, List.of(), List.of(), 0, start);
        }
        try (prepared) {
            return publish(entity, prepared, start);
        }
    }

    private DocsBuild publish(Entity entity, Preparation.Prepared prepared, long start) throws IOException {
        Path target = Files.createTempDirectory("techdocs-site");
        try {
            tell(() -> listener.progress(entity.ref(), TechDocsListener.Stage.GENERATING));
            SiteSource source = new SiteSource(prepared.directory(), prepared.editUrl());
            GeneratedSite site = generator.generate(source, target);
            if (!site.hasErrors()) {
                tell(() -> listener.progress(entity.ref(), TechDocsListener.Stage.PUBLISHING));
                writeVersion(target, prepared.etag());
                publisher.publish(entity.ref(), site);
            }
            return result(
                    entity,
                    site.hasErrors() ? DocsBuild.Outcome.REJECTED : DocsBuild.Outcome.PUBLISHED,
                    site.pages(),
                    site.findings(),
                    site.brokenLinks(),
                    start);
        } finally {
            Folders.delete(target);
        }
    }

    private static DocsBuild result(
            Entity entity,
            DocsBuild.Outcome outcome,
            List<RenderedPage> pages,
            List<Diagnostic> findings,
            int brokenLinks,
            long start) {
        Duration duration = Duration.ofNanos(System.nanoTime() - start);
        return new DocsBuild(entity.ref(), outcome, pages, findings, brokenLinks, duration);
    }

    /** Only of a site that readers can open; a half-published one is built again. */
    private Optional<String> publishedVersion(EntityRef entity) throws IOException {
        return sites.exists(entity) ? sites.metadata(entity).flatMap(SiteMetadata::etag) : Optional.empty();
    }

    private static void writeVersion(Path site, Optional<String> etag) throws IOException {
        Optional<SiteMetadata> metadata = SiteMetadata.read(site);
        if (metadata.isPresent() && etag.isPresent()) {
            metadata.get().withEtag(etag.get()).write(site);
        }
    }

    private static void tell(Runnable event) {
        try {
            event.run();
        } catch (RuntimeException e) {
            LOG.warn("A TechDocs listener failed", e);
        }
    }

    /** Collects the parts. */
    public static final class Builder {
        private Optional<Preparer> preparer = Optional.empty();
        private Optional<Generator> generator = Optional.empty();
        private Optional<Publisher> publisher = Optional.empty();
        private Optional<SourcePreparer> owned = Optional.empty();
        private Optional<Supplier<Publisher>> configured = Optional.empty();
        private Optional<PublishedSites> sites = Optional.empty();
        private Optional<Duration> cacheTime = Optional.empty();
        private TechDocsListener listener = TechDocsListener.NONE;
        private boolean buildOnView = true;
        private Clock clock = Clock.systemUTC();

        private Builder() {}

        /** Where sources come from, usually a {@link SourcePreparer}. */
        public Builder preparer(Preparer source) {
            this.preparer = Optional.of(source);
            return this;
        }

        /** What makes sites; default {@link MarkdownSiteGenerator#create()}. */
        public Builder generator(Generator siteGenerator) {
            this.generator = Optional.of(siteGenerator);
            return this;
        }

        /** Where sites go. */
        public Builder publisher(Publisher target) {
            this.publisher = Optional.of(target);
            return this;
        }

        /**
         * Keeps files that were read in memory, at most 64 MiB of them: worth it where each costs a request to a cloud. What
         * is published here is seen at once, what others publish after this time.
         *
         * @throws IllegalArgumentException if it is not positive
         */
        public Builder cacheFor(Duration time) {
            if (time.isZero() || time.isNegative()) {
                throw new IllegalArgumentException("Files cannot be kept for " + time);
            }
            this.cacheTime = Optional.of(time);
            return this;
        }

        /** Where sites are read; needed only when the publisher does not read them itself. */
        public Builder publishedSites(PublishedSites published) {
            this.sites = Optional.of(published);
            return this;
        }

        /** Who hears of builds; default nobody. */
        public Builder listener(TechDocsListener buildListener) {
            this.listener = buildListener;
            return this;
        }

        /** Whether {@link TechDocs#view} builds; default true. Where sites are built elsewhere, say in CI, false. */
        public Builder buildOnView(boolean build) {
            this.buildOnView = build;
            return this;
        }

        /** Says when {@link TechDocs#view} looks at a source again; default the system's. */
        public Builder clock(Clock source) {
            this.clock = source;
            return this;
        }

        /**
         * Puts the parts together.
         *
         * @throws IllegalStateException naming everything that is missing, also an artifact that the configuration needs
         * @throws dev.portalsdk.config.ConfigException if what the configuration says of the publisher cannot be used
         */
        public TechDocs build() {
            Optional<Publisher> writing = publisher.or(() -> configured.map(Supplier::get));
            Optional<PublishedSites> reading = sites.or(
                    () -> writing.filter(PublishedSites.class::isInstance).map(PublishedSites.class::cast));
            List<String> missing = new ArrayList<>();
            if (preparer.isEmpty()) {
                missing.add("preparer(…), for example SourcePreparer.local(folder)");
            }
            if (writing.isEmpty()) {
                missing.add("publisher(…), for example new LocalDirectoryPublisher(folder)");
            } else if (reading.isEmpty()) {
                missing.add("publishedSites(…), as the publisher does not read what it publishes");
            }
            if (!missing.isEmpty()) {
                throw new IllegalStateException("TechDocs needs " + String.join(" and ", missing));
            }
            return cached(preparer.orElseThrow(), writing.orElseThrow(), reading.orElseThrow());
        }

        private TechDocs cached(Preparer source, Publisher target, PublishedSites reading) {
            if (cacheTime.isEmpty()) {
                return new TechDocs(this, source, target, reading);
            }
            SiteCache cache = new SiteCache(reading, cacheTime.get(), clock);
            return new TechDocs(this, source, cache.after(target), cache);
        }
    }
}
