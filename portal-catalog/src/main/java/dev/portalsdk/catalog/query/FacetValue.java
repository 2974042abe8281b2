package dev.portalsdk.catalog.query;

/**
 * A value, and how many entities have it.
 *
 * @param value in its author's case
 * @param count at least 1
 */
public record FacetValue(String value, int count) {}
