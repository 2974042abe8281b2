package dev.portalsdk.source;

import dev.portalsdk.config.Secret;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** How to read: conditions, credentials and limits. Immutable; each method gives a copy. */
public final class ReadOptions {
    private static final ReadOptions DEFAULTS = new ReadOptions(new Draft());

    private final Draft settings;

    private ReadOptions(Draft settings) {
        this.settings = settings;
    }

    /**
     * No condition; files up to 10 MiB, trees up to 100,000 files and 256 MiB, 30 seconds a read and 5 minutes a tree, and a
     * minute of patience with hosts that ask to wait.
     */
    public static ReadOptions defaults() {
        return DEFAULTS;
    }

    /** The default limits, and only if it is not what it was. */
    public static ReadOptions ifChangedFrom(Optional<String> etag) {
        return DEFAULTS.withEtag(etag);
    }

    /** Answers "not modified" if the source still has this version. */
    public ReadOptions withEtag(Optional<String> value) {
        return with(draft -> draft.etag = value);
    }

    /** A credential for this read, in place of the configured one; sent only to the host of the URL. */
    public ReadOptions withToken(Secret value) {
        return with(draft -> draft.token = Optional.of(value));
    }

    /**
     * The document that mentions the URL. One that came from elsewhere must not make the portal read files of its own
     * machine: with a referrer that is no file, {@code file:} URLs and paths are not allowed.
     */
    public ReadOptions withReferrer(String url) {
        return with(draft -> draft.referrer = Optional.of(url));
    }

    /** @param bytes 1..{@link Integer#MAX_VALUE} - 8, of one file */
    public ReadOptions withMaxFileBytes(long bytes) {
        return with(draft -> draft.maxFileBytes = atLeastOne(Math.min(bytes, Integer.MAX_VALUE - 8L), "bytes"));
    }

    /** @param files at least 1, of those that the filter keeps */
    public ReadOptions withMaxFiles(int files) {
        return with(draft -> draft.maxFiles = (int) atLeastOne(files, "files"));
    }

    /** @param bytes at least 1, of a whole tree; for trees from Git also of what is transferred */
    public ReadOptions withMaxTreeBytes(long bytes) {
        return with(draft -> draft.maxTreeBytes = atLeastOne(bytes, "bytes"));
    }

    /** Which paths of a tree to keep. */
    public ReadOptions withFilter(Predicate<String> paths) {
        return with(draft -> draft.filter = Objects.requireNonNull(paths));
    }

    /**
     * How long to wait, in all, for a host that limits the rate of requests; a longer wait is refused at once.
     *
     * @param time zero or more; zero fails instead of waiting
     */
    public ReadOptions withMaxWait(Duration time) {
        if (time.isNegative()) {
            throw new IllegalArgumentException("a wait must be zero or more, not " + time);
        }
        return with(draft -> draft.maxWait = time);
    }

    /** @param time more than zero, for one read, redirects included; each further attempt after a fault has it anew */
    public ReadOptions withTimeout(Duration time) {
        if (time.isNegative() || time.isZero()) {
            throw new IllegalArgumentException("a timeout must be more than zero, not " + time);
        }
        return with(draft -> draft.timeout = time);
    }

    /** The version that the caller has. */
    public Optional<String> etag() {
        return settings.etag;
    }

    /** The credential for this read. */
    public Optional<Secret> token() {
        return settings.token;
    }

    /** The document that mentions the URL. */
    public Optional<String> referrer() {
        return settings.referrer;
    }

    /** The limit on one file. */
    public long maxFileBytes() {
        return settings.maxFileBytes;
    }

    /** The limit on the files of a tree. */
    public int maxFiles() {
        return settings.maxFiles;
    }

    /** The limit on the sum of a tree. */
    public long maxTreeBytes() {
        return settings.maxTreeBytes;
    }

    /** Which paths of a tree to keep. */
    public Predicate<String> filter() {
        return settings.filter;
    }

    /** The limit on the time of one read; a tree has ten times as long. */
    public Duration timeout() {
        return settings.timeout;
    }

    /** The limit on the time spent waiting for a host that limits the rate of requests. */
    public Duration maxWait() {
        return settings.maxWait;
    }

    private ReadOptions with(Consumer<Draft> change) {
        Draft copy = settings.copy();
        change.accept(copy);
        return new ReadOptions(copy);
    }

    private static long atLeastOne(long number, String of) {
        if (number < 1) {
            throw new IllegalArgumentException("a limit must be at least 1 of " + of + ", not " + number);
        }
        return number;
    }

    private static final class Draft {
        private Optional<String> etag = Optional.empty();
        private Optional<Secret> token = Optional.empty();
        private Optional<String> referrer = Optional.empty();
        private long maxFileBytes = 10L << 20;
        private int maxFiles = 100_000;
        private long maxTreeBytes = 256L << 20;
        private Predicate<String> filter = path -> true;
        private Duration timeout = Duration.ofSeconds(30);
        private Duration maxWait = Duration.ofMinutes(1);

        private Draft copy() {
            Draft copy = new Draft();
            copy.etag = etag;
            copy.token = token;
            copy.referrer = referrer;
            copy.maxFileBytes = maxFileBytes;
            copy.maxFiles = maxFiles;
            copy.maxTreeBytes = maxTreeBytes;
            copy.filter = filter;
            copy.timeout = timeout;
            copy.maxWait = maxWait;
            return copy;
        }
    }
}
