package dev.portalsdk.benchmarks;

import dev.portalsdk.scaffolder.template.NunjucksEngine;

/** A process that renders one template and ends; timed from outside. */
public final class FirstRender {
    private FirstRender() {}

    /** Prints the rendered template. */
    public static void main(String[] arguments) {
        System.out.println(NunjucksEngine.create().render(TemplateBenchmark.SMALL, TemplateBenchmark.data("values")));
    }
}
