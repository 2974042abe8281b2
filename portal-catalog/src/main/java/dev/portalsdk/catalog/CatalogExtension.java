package dev.portalsdk.catalog;

/**
 * What belongs together and is added to a catalog by one object: kinds, providers, processors, rules, placeholders, checks.
 *
 * <p>Given to {@link CatalogBuilder#extension}, or found by {@link CatalogBuilder#discoverExtensions()} when its class is named in
 * {@code META-INF/services/dev.portalsdk.catalog.CatalogExtension} and has a public constructor without parameters. Other modules have interfaces of
 * the same form; one class may implement several, so that what it adds everywhere can share its state.
 *
 * <pre>{@code
 * public final class CostCenters implements CatalogExtension {
 *     public String name() { return "cost-centers"; }
 *     public void extend(CatalogBuilder catalog) {
 *         catalog.kind(COST_CENTER).rule("cost-center", this::check);
 *     }
 * }
 * }</pre>
 */
public interface CatalogExtension {

    /** Unique among the extensions of a catalog; appears in messages. */
    String name();

    /**
     * Adds what it has to say. Called once for each builder, when the extension is given to it. What it throws becomes a mistake that
     * {@link CatalogBuilder#build()} names.
     */
    void extend(CatalogBuilder catalog);
}
