/**
 * What the library costs, measured with JMH against the same work done by its parts alone.
 *
 * <p>Run by {@code mvn -q compile exec:java -pl benchmarks -am -Dexec.args="NAME"}; docs/benchmarks.md tells how the figures are read.
 */
@NullMarked
package dev.portalsdk.benchmarks;

import org.jspecify.annotations.NullMarked;
