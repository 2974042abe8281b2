package dev.portalsdk.catalog.query;

/**
 * The right to change in place what was made under it.
 *
 * <p>Persistent structures copy what they change. While a batch is applied, most of what would be copied was made by the same batch, and nobody else can
 * see it yet: whoever holds the batch's edit may write to it. When the batch is published its edit is dropped, and with it the right.
 */
final class Edit {}
