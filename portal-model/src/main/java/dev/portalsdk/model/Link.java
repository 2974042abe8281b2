package dev.portalsdk.model;

import java.util.Optional;

/**
 * A link shown with an entity ({@code metadata.links}).
 *
 * @param url an absolute URL
 * @param title text to show instead of the URL
 * @param icon key of an icon that the front end knows
 * @param type what the link leads to, in the organisation's own words
 */
public record Link(String url, Optional<String> title, Optional<String> icon, Optional<String> type) {}
