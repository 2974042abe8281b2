package dev.portalsdk.benchmarks;

import dev.portalsdk.techdocs.site.IncrementalSite;
import dev.portalsdk.techdocs.site.PageCache;
import dev.portalsdk.techdocs.site.SiteRenderer;
import dev.portalsdk.techdocs.site.SiteSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * A process that renders a site and ends; timed from outside. {@code write PAGES FOLDER} makes a site of {@link DocsGenerator},
 * {@code build FOLDER TARGET [CACHE]} renders it, {@code edit FOLDER TARGET ROUNDS} renders it and then, over and over, one page that
 * was changed.
 */
public final class BuildSite {
    private BuildSite() {}

    /** See above. */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        switch (arguments[0]) {
            case "write" -> DocsGenerator.write(Integer.parseInt(arguments[1]), Path.of(arguments[2]));
            case "build" ->
                System.out.println(renderer(arguments)
                                .render(Path.of(arguments[1]), Path.of(arguments[2]))
                                .pages()
                                .size()
                        + " pages");
            case "edit" -> edit(Path.of(arguments[1]), Path.of(arguments[2]), Integer.parseInt(arguments[3]));
            default -> throw new IllegalArgumentException("write, build or edit");
        }
    }

    private static SiteRenderer renderer(String... arguments) {
        return arguments.length > 3
                ? SiteRenderer.builder()
                        .cache(PageCache.in(Path.of(arguments[3])))
                        .build()
                : SiteRenderer.create();
    }

    private static void edit(Path source, Path target, int rounds) throws IOException, InterruptedException {
        IncrementalSite site = SiteRenderer.create().incremental(SiteSource.of(source), target);
        site.render();
        Thread.sleep(
                2_500); // files that were just written are read again, as they may change within a tick of the clock
        site.render();
        Path page = source.resolve("docs/s001/p0025.md");
        String text = Files.readString(page);
        long[] millis = new long[rounds];
        for (int i = 0; i < rounds; i++) {
            Files.writeString(page, text + "\nChange " + i + ".\n");
            long start = System.nanoTime();
            site.render();
            millis[i] = (System.nanoTime() - start) / 1_000_000;
        }
        Files.writeString(page, text);
        long[] warm = Arrays.copyOfRange(millis, rounds / 2, rounds);
        Arrays.sort(warm);
        System.out.println("one changed page, later half of " + rounds + " rounds: median " + warm[warm.length / 2]
                + " ms, fastest " + warm[0] + " ms, slowest " + warm[warm.length - 1] + " ms");
    }
}
