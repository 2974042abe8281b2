package dev.portalsdk.testing.tck;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.portalsdk.model.EntityRef;
import dev.portalsdk.techdocs.GeneratedSite;
import dev.portalsdk.techdocs.PublishedSites;
import dev.portalsdk.techdocs.Publisher;
import dev.portalsdk.techdocs.site.SiteMetadata;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/**
 * What every {@link Publisher} promises, seen through the {@link PublishedSites} of what it wrote. A test class of an implementation extends this one and says
 * how to make a publisher.
 */
public abstract class PublisherTck extends PublishedSitesTck {
    private static final int PAGES = 120;

    /** For the tests of implementations. */
    protected PublisherTck() {}

    /** A publisher that has published nothing yet. */
    protected abstract Publisher emptyPublisher() throws IOException;

    /** Reads what a publisher has published; the publisher itself, unless this is overridden. */
    protected PublishedSites sitesOf(Publisher publisher) {
        return (PublishedSites) publisher;
    }

    @Override
    protected final PublishedSites sites(Map<EntityRef, Path> sites) throws IOException {
        Publisher publisher = emptyPublisher();
        for (Map.Entry<EntityRef, Path> site : sites.entrySet()) {
            publish(publisher, site.getKey(), site.getValue());
        }
        return sitesOf(publisher);
    }

    private static void publish(Publisher publisher, EntityRef entity, Path site) throws IOException {
        publisher.publish(entity, new GeneratedSite(site, List.of(), List.of(), 0, Duration.ZERO));
    }

    @Test
    void aSiteTakesThePlaceOfTheOneBefore() throws IOException {
        Publisher publisher = emptyPublisher();
        PublishedSites sites = sitesOf(publisher);
        publish(publisher, WEB, site("one", Map.of("index.html", "1", "same.html", "same", "old/gone.html", "gone")));
        String etag = sites.file(WEB, "index.html").orElseThrow().etag();
        publish(publisher, WEB, site("two", Map.of("index.html", "2", "same.html", "same", "new.html", "new")));

        assertEquals(Optional.of("2"), text(sites, WEB, "index.html"));
        assertEquals(Optional.of("same"), text(sites, WEB, "same.html"));
        assertEquals(Optional.of("new"), text(sites, WEB, "new.html"));
        assertEquals(Optional.empty(), text(sites, WEB, "old/gone.html"));
        assertNotEquals(etag, sites.file(WEB, "index.html").orElseThrow().etag());
    }

    @Test
    void publishingTheSameAgainChangesNothing() throws IOException {
        Publisher publisher = emptyPublisher();
        Path site = site("one", Map.of("index.html", "1", "guide/index.html", "guide"));
        publish(publisher, WEB, site);
        String etag = sitesOf(publisher).file(WEB, "index.html").orElseThrow().etag();
        publish(publisher, WEB, site);
        assertEquals(
                etag, sitesOf(publisher).file(WEB, "index.html").orElseThrow().etag());
        assertEquals(Optional.of("guide"), text(sitesOf(publisher), WEB, "guide/index.html"));
    }

    @Test
    void aFileMayBecomeAFolderAndAFolderAFile() throws IOException {
        Publisher publisher = emptyPublisher();
        publish(publisher, WEB, site("one", Map.of("index.html", "1", "a", "file", "b/c.html", "below")));
        publish(publisher, WEB, site("two", Map.of("index.html", "2", "a/b.html", "below", "b", "file")));
        assertEquals(Optional.of("below"), text(sitesOf(publisher), WEB, "a/b.html"));
        assertEquals(Optional.of("file"), text(sitesOf(publisher), WEB, "b"));
        assertEquals(Optional.empty(), text(sitesOf(publisher), WEB, "b/c.html"));
    }

    @Test
    void sitesOfOthersStay() throws IOException {
        Publisher publisher = emptyPublisher();
        EntityRef longer = EntityRef.parse("component:default/web-shop");
        publish(publisher, WEB, site("web", Map.of("index.html", "web", "page.html", "page")));
        publish(publisher, longer, site("shop", Map.of("index.html", "shop", "page.html", "page")));
        publish(publisher, WEB, site("web2", Map.of("index.html", "web 2")));
        assertEquals(Optional.of("page"), text(sitesOf(publisher), longer, "page.html"));
        assertEquals(Optional.of("shop"), text(sitesOf(publisher), longer, "index.html"));
    }

    @Test
    void whoSeesTheMetadataOfAVersionSeesItsFiles() throws Exception {
        Publisher publisher = emptyPublisher();
        PublishedSites sites = sitesOf(publisher);
        publish(publisher, WEB, version(1));
        Path next = version(2);
        ExecutorService threads = Executors.newSingleThreadExecutor();
        try {
            Future<?> publication = threads.submit(() -> {
                publish(publisher, WEB, next);
                return null;
            });
            while (!etag(sites).equals(Optional.of("v2")) && !publication.isDone()) {
                Thread.onSpinWait();
            }
            for (int i = 0; i < PAGES; i++) {
                assertEquals(Optional.of("v2"), text(sites, WEB, "p" + i + ".html"));
            }
            publication.get();
            assertEquals(Optional.of("v2"), etag(sites));
        } finally {
            threads.shutdownNow();
        }
    }

    private static Optional<String> etag(PublishedSites sites) throws IOException {
        return sites.metadata(WEB).flatMap(SiteMetadata::etag);
    }

    private Path version(int number) throws IOException {
        Map<String, String> files = new LinkedHashMap<>();
        for (int i = 0; i < PAGES; i++) {
            files.put("p" + i + ".html", "v" + number);
        }
        files.put("index.html", "v" + number);
        files.put(SiteMetadata.FILE, "{\"site_name\":\"Web\",\"etag\":\"v" + number + "\"}");
        return site("version" + number, files);
    }

    @Test
    void aSiteThatIsNotThereIsNoPublicationAndTheNextOneMendsIt() throws IOException {
        Publisher publisher = emptyPublisher();
        publish(publisher, WEB, site("one", Map.of("index.html", "1")));
        assertThrows(IOException.class, () -> publish(publisher, WEB, directory.resolve("none")));
        publish(publisher, WEB, site("two", Map.of("index.html", "2", "page.html", "page")));
        assertEquals(Optional.of("2"), text(sitesOf(publisher), WEB, "index.html"));
        assertEquals(Optional.of("page"), text(sitesOf(publisher), WEB, "page.html"));
    }

    @Test
    void severalEntitiesArePublishedAtOnce() throws Exception {
        Publisher publisher = emptyPublisher();
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            List<Future<?>> running = new ArrayList<>();
            for (int i = 0; i < 12; i++) {
                EntityRef entity = EntityRef.parse("component:default/c" + i);
                Path site = site("c" + i, Map.of("index.html", "home of " + i, "page.html", "page of " + i));
                running.add(threads.submit(() -> {
                    publish(publisher, entity, site);
                    return null;
                }));
            }
            for (Future<?> publication : running) {
                publication.get();
            }
        } catch (ExecutionException e) {
            throw new AssertionError("A publication failed beside others", e.getCause());
        } finally {
            threads.shutdownNow();
        }
        for (int i = 0; i < 12; i++) {
            EntityRef entity = EntityRef.parse("component:default/c" + i);
            assertEquals(Optional.of("page of " + i), text(sitesOf(publisher), entity, "page.html"));
        }
    }
}
