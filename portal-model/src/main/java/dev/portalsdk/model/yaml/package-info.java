/**
 * Reads YAML and JSON files into documents that know the place of every key and value, and writes them back.
 *
 * <p>What is read is YAML 1.2 core, as Backstage reads it; nothing that a file holds can make reading throw, run code or take unbounded time or memory.
 */
@NullMarked
package dev.portalsdk.model.yaml;

import org.jspecify.annotations.NullMarked;
