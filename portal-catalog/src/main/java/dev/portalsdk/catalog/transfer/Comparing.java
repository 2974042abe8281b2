package dev.portalsdk.catalog.transfer;

import dev.portalsdk.catalog.store.CatalogStore;
import dev.portalsdk.catalog.store.EntityFacts;
import dev.portalsdk.catalog.store.StoreContents;
import dev.portalsdk.model.EntityRef;
import dev.portalsdk.model.LocationRef;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** One look at two stores, a page of their contents at a time: what is different, and what both hold. For one thread. */
final class Comparing {
    static final int PAGE = 250;
    private static final int LONGEST_LINE = 300;

    private final StoreContents from;
    private final StoreContents to;
    private final Consumer<TransferProgress> progress;
    private final Side left = new Side();
    private final Side right = new Side();
    private final Set<String> providers = new TreeSet<>();
    private final List<String> told = new ArrayList<>();
    private final List<LocationRef> sources = new ArrayList<>();
    private final List<EntityRef> entities = new ArrayList<>();

    /** @param progress is told how far it is */
    Comparing(CatalogStore from, CatalogStore to, Consumer<TransferProgress> progress) {
        this.from = from.facts().contents();
        this.to = to.facts().contents();
        this.progress = progress;
    }

    /** Counts and hashes one store. */
    private static final class Side {
        private final MessageDigest hash = sha256();
        private int providers;
        private int sources;
        private int claims;
        private int entities;
        private int visible;
        private int findings;

        void add(String text) {
            hash.update(text.getBytes(StandardCharsets.UTF_8));
        }

        void count(StoreContents.Known known, boolean settled) {
            entities++;
            claims += known.claims().size();
            visible += settled && known.visible().isPresent() ? 1 : 0;
            findings += known.findings().size();
        }

        void count(StoreContents.Read read, boolean settled) {
            sources++;
            read.shares()
                    .forEach(share -> findings += share.emission().findings().size());
        }

        private static MessageDigest sha256() {
            try {
                return MessageDigest.getInstance("SHA-256");
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException("Every Java runtime has SHA-256", e);
            }
        }

        StoreDigest digest() {
            return new StoreDigest(
                    providers,
                    sources,
                    claims,
                    entities,
                    visible,
                    findings,
                    HexFormat.of().formatHex(hash.digest()));
        }
    }

    /** Looks at everything. */
    Comparing everything() {
        compareProviders();
        compareSources(union(from.locations(), to.locations()));
        compareEntities(union(from.refs(), to.refs()));
        return this;
    }

    static <T extends Comparable<T>> List<T> union(Collection<T> some, Collection<T> others) {
        Set<T> all = new TreeSet<>(some);
        all.addAll(others);
        return List.copyOf(all);
    }

    private void compareProviders() {
        StoreContents.Overview known = from.overview();
        StoreContents.Overview copied = to.overview();
        if (!without(known.providers()).equals(without(copied.providers()))
                || !without(known.former()).equals(without(copied.former()))) {
            providers.add("");
            told.add("the order of the providers: " + known.providers() + " and, in former times, " + known.former()
                    + "; " + copied.providers() + " and " + copied.former());
        }
        for (String provider : union(StoreTransfer.allOf(known), StoreTransfer.allOf(copied))) {
            String text = bucket(from, provider);
            String other = bucket(to, provider);
            left.add(text);
            right.add(other);
            left.providers += text.isEmpty() ? 0 : 1;
            right.providers += other.isEmpty() ? 0 : 1;
            if (!text.equals(other)) {
                providers.add(provider);
                tell("provider " + provider, text, other);
            }
        }
    }

    private static List<String> without(List<String> providers) {
        return providers.stream()
                .filter(name -> !name.equals(StoreTransfer.PROVIDER))
                .toList();
    }

    private static String bucket(StoreContents of, String provider) {
        return of.bucket(provider)
                .map(bucket -> provider + " " + new TreeSet<>(bucket.given()) + " " + new TreeSet<>(bucket.sources())
                        + " " + bucket.held() + " " + new TreeSet<>(bucket.heldSources()) + " " + bucket.sweep() + " "
                        + bucket.named() + " " + of.state(provider) + "\n")
                .orElse("");
    }

    void compareSources(List<LocationRef> locations) {
        Way<StoreContents.Read> way =
                new Way<>("source", read -> true, (read, settled) -> ContentTexts.of(read), Side::count);
        compare(locations, from::sources, to::sources, way, sources);
    }

    void compareEntities(List<EntityRef> refs) {
        Way<StoreContents.Known> way =
                new Way<>("entity", known -> known.state() == EntityFacts.State.SETTLED, ContentTexts::of, Side::count);
        compare(refs, from::entities, to::entities, way, entities);
    }

    /** How something is told and counted: if it is settled in both stores, also how it is shown. */
    private record Way<V>(
            String what, Predicate<V> isSettled, BiFunction<V, Boolean, String> text, Counting<V> counting) {
        String add(@Nullable V value, boolean settled, Side to) {
            String told = value == null ? "" : text.apply(value, settled);
            if (value != null && !told.isEmpty()) {
                counting.count(to, value, settled);
                to.add(told);
            }
            return told;
        }

        boolean isSettled(@Nullable V value) {
            return value == null || isSettled.test(value);
        }
    }

    private interface Counting<V> {
        void count(Side side, V value, boolean settled);
    }

    private <K, V> void compare(
            List<K> keys,
            Function<Collection<K>, Map<K, V>> in,
            Function<Collection<K>, Map<K, V>> with,
            Way<V> way,
            List<K> different) {
        for (int done = 0; done < keys.size(); done += PAGE) {
            List<K> page = keys.subList(done, Math.min(done + PAGE, keys.size()));
            Map<K, V> known = in.apply(page);
            Map<K, V> copied = with.apply(page);
            for (K key : page) {
                boolean settled = way.isSettled(known.get(key)) && way.isSettled(copied.get(key));
                String text = way.add(known.get(key), settled, left);
                String other = way.add(copied.get(key), settled, right);
                if (!text.equals(other)) {
                    different.add(key);
                    tell(way.what() + " " + key, text, other);
                }
            }
            progress.accept(new TransferProgress(
                    TransferProgress.Step.COMPARING, Math.min(done + PAGE, keys.size()), keys.size()));
        }
    }

    List<LocationRef> sources() {
        return sources;
    }

    List<EntityRef> entities() {
        return entities;
    }

    boolean isSame() {
        return providers.isEmpty() && sources.isEmpty() && entities.isEmpty();
    }

    List<String> differences() {
        return told;
    }

    /** To be asked once. */
    StoreComparison result() {
        return new StoreComparison(left.digest(), right.digest(), told);
    }

    /** The first lines that only one of them has. */
    private void tell(String what, String text, String other) {
        if (told.size() < StoreComparison.MOST_DIFFERENCES) {
            told.add("the " + what + ": " + first(text, other) + " in the first, " + first(other, text)
                    + " in the second");
        }
    }

    private static String first(String of, String butNotOf) {
        Set<String> others = new HashSet<>(butNotOf.lines().toList());
        return of.lines()
                .filter(line -> !others.contains(line))
                .findFirst()
                .map(line -> "\"" + line.substring(0, Math.min(line.length(), LONGEST_LINE)) + "\"")
                .orElse("nothing");
    }
}
