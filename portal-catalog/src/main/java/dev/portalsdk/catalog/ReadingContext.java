package dev.portalsdk.catalog;

import dev.portalsdk.catalog.store.Outcome;
import dev.portalsdk.integration.Integrations;
import dev.portalsdk.integration.ScmUrl;
import dev.portalsdk.model.LocationRef;
import dev.portalsdk.source.ReadOptions;
import dev.portalsdk.source.ReadResult;
import dev.portalsdk.source.SourceException;
import dev.portalsdk.source.UrlReader;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads for one descriptor, within its bounds: from a repository only that repository (as Backstage since 4.0.0), from a local file only what lies
 * beside or below it or its registration, from elsewhere no file of this machine.
 */
final class ReadingContext implements ProcessingContext {
    private static final Logger LOG = LoggerFactory.getLogger(ReadingContext.class);

    private final LocationRef location;
    private final LocationRef origin;
    private final Integrations integrations;
    private final UrlReader reader;
    private final boolean mayWait;
    private final Map<LocationRef, Outcome.Read> reads = new LinkedHashMap<>();
    private boolean hadToWait;

    /** @param mayWait whether other machines may be waited for */
    ReadingContext(
            LocationRef location, LocationRef origin, Integrations integrations, UrlReader reader, boolean mayWait) {
        this.mayWait = mayWait;
        this.location = location;
        this.origin = origin;
        this.integrations = integrations;
        this.reader = reader;
    }

    @Override
    public LocationRef location() {
        return location;
    }

    @Override
    public LocationRef origin() {
        return origin;
    }

    /** Whether something would have had to be waited for that may not be; then what was made of the descriptor is worth nothing. */
    boolean hadToWait() {
        return hadToWait;
    }

    /** What was read, be it in vain. */
    List<Outcome.Read> reads() {
        return List.copyOf(reads.values());
    }

    /** Whether something that was read before gives something else now. */
    boolean haveChanged(List<Outcome.Read> before) {
        for (Outcome.Read read : before) {
            try {
                read(read.location().target());
            } catch (IOException | RuntimeException e) {
                LOG.debug("{} cannot be read", read.location(), e); // it is noted without a version
            }
            if (!read.equals(reads.get(read.location()))) {
                return true;
            }
        }
        return false;
    }

    @Override
    public String resolve(String relativeOrAbsolute) {
        if (isWeb(relativeOrAbsolute)) {
            return relativeOrAbsolute;
        }
        if (location.type().equals("url")) {
            return integrations.resolveUrl(relativeOrAbsolute, location.target());
        }
        if (location.type().equals("file")) {
            return LocationTargets.normal(integrations.resolveUrl(relativeOrAbsolute, location.target()));
        }
        throw new IllegalArgumentException(
                "\"" + relativeOrAbsolute + "\" is relative, but " + location + " is neither a file nor a URL");
    }

    @Override
    public byte[] read(String url) throws IOException {
        LocationRef read = new LocationRef(isWeb(url) ? "url" : "file", url);
        reads.put(read, new Outcome.Read(read, ""));
        checkBounds(url);
        if (isWeb(url) && !mayWait) {
            hadToWait = true;
            throw new SourceException(url, "it is read later, beside other work");
        }
        ReadOptions options = isWeb(location.target())
                ? ReadOptions.defaults().withReferrer(location.target())
                : ReadOptions.defaults();
        if (reader.read(url, options) instanceof ReadResult.Content content) {
            byte[] bytes = content.bytes();
            reads.put(read, new Outcome.Read(read, ContentHash.of(bytes)));
            return bytes;
        }
        throw new SourceException(url, "the reader answered \"not modified\" though no etag was given");
    }

    private void checkBounds(String url) throws SourceException {
        if (isWeb(url)) {
            Optional<ScmUrl> here = integrations.parse(location.target());
            Optional<ScmUrl> there = integrations.parse(url);
            if (here.isPresent() && there.isPresent() && !here.get().sameRepository(there.get())) {
                throw new SourceException(url, "only files of the same repository as the entity may be read");
            }
        } else if (location.type().equals("url") && !SourceLoader.isRemote(url)) {
            throw new SourceException(url, "what comes from " + location + " must not read files of this machine");
        } else if (location.type().equals("file") && !mayRead(url)) {
            throw new SourceException(
                    url, "only files below the directory of the descriptor or of its registration may be read");
        }
    }

    private boolean mayRead(String file) {
        return (isBelow(file, location) && isReallyBelow(file, location))
                || (isBelow(file, origin) && isReallyBelow(file, origin));
    }

    /** Links must not lead out of the directory; what is not on a disk has none. */
    private static boolean isReallyBelow(String file, LocationRef place) {
        try {
            Path directory = Path.of(directory(place)).toRealPath();
            return Path.of(file).toRealPath().startsWith(directory);
        } catch (IOException | InvalidPathException e) {
            return true; // there is no such file here: whoever reads it will say so, or knows it from elsewhere
        }
    }

    private static boolean isBelow(String file, LocationRef place) {
        String path = LocationTargets.normal(file);
        String named = named(place);
        String directory = named.lastIndexOf('/') < 0 ? "" : LocationTargets.normal(directory(place)) + "/";
        boolean up = path.equals("..") || path.startsWith("../");
        return place.type().equals("file")
                && !up
                && path.startsWith(directory)
                && isAbsolute(path) == isAbsolute(named);
    }

    /** Of a pattern, the part before its first wildcard. */
    private static String named(LocationRef place) {
        return place.target().replace('\\', '/').split("[*?\\[{]", 2)[0];
    }

    private static String directory(LocationRef place) {
        String named = named(place);
        int slash = named.lastIndexOf('/');
        return slash < 0 ? "." : named.substring(0, slash + 1);
    }

    private static boolean isAbsolute(String path) {
        return path.startsWith("/") || path.matches("[A-Za-z]:.*");
    }

    private static boolean isWeb(String text) {
        return text.startsWith("https://") || text.startsWith("http://");
    }
}
