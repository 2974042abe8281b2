package dev.portalsdk.catalog.transfer;

/**
 * What a store holds, counted and hashed. Two stores with the same digest hold the same, but for times, open work and history.
 *
 * @param providers also former ones
 * @param sources files, URLs and patterns
 * @param claims documents that claim a ref, each time that one does
 * @param entities refs of which anything is known
 * @param visible entities that are shown and settled
 * @param findings what was found about entities, and about what is read for providers and entities
 * @param hash SHA-256 over all of it, in hexadecimal digits
 */
public record StoreDigest(
        int providers, int sources, int claims, int entities, int visible, int findings, String hash) {}
