package dev.portalsdk.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Makes a documentation site of a given number of pages, 3.7 KB of Markdown each, in sections of 20, with an explicit {@code
 * nav}: prose, lists, links with anchors, two blocks of code, a table and an admonition a page. The same number gives the same
 * bytes.
 */
public final class DocsGenerator {
    private static final String[] WORDS =
            ("order service latency queue broker retry circuit breaker deploy rollback shard replica"
                            + " index cache token session gateway ingress metric alert runbook owner catalog entity schema event stream"
                            + " partition offset consumer producer idempotent transaction ledger invoice payment refund customer tenant"
                            + " policy quota limit timeout backoff jitter health probe readiness config secret rotate audit trace span"
                            + " log level sampling budget error")
                    .split(" ");

    /** Languages and code in turn; A is a capitalised word, B another. */
    private static final String[][] CODE = {
        {
            "java",
            "public final class A {\n    private final Map<String, Integer> B = new HashMap<>();\n\n    // add one\n"
                    + "    public int add(String key, int n) {\n        return B.merge(key, n, Integer::sum);\n    }\n}"
        },
        {
            "python",
            "import os\n\ndef B(path: str, retries: int = 3) -> dict:\n    \"\"\"Load A.\"\"\"\n    for i in range(retries):\n"
                    + "        try:\n            return {'path': path, 'try': i}\n        except OSError as e:\n"
                    + "            print(f\"failed {e}\")\n    return {}"
        },
        {
            "yaml",
            "apiVersion: backstage.io/v1alpha1\nkind: Component\nmetadata:\n  name: B\n  annotations:\n"
                    + "    backstage.io/techdocs-ref: dir:.\nspec:\n  type: service\n  owner: team-B\n  lifecycle: production"
        },
        {"bash", "#!/bin/bash\nset -euo pipefail\nexport B=1\nfor f in *.log; do\n  grep -c \"A\" \"$f\" || true\ndone"
        },
        {
            "sql",
            "SELECT o.id, sum(l.amount) AS total\nFROM B o JOIN lines l ON l.order_id = o.id\n"
                    + "WHERE o.created_at > now() - interval '7 days'\nGROUP BY o.id HAVING sum(l.amount) > 100\n"
                    + "ORDER BY total DESC LIMIT 50;"
        },
        {
            "json",
            "{\n  \"name\": \"B\",\n  \"type\": \"A\",\n  \"items\": [1, 2.5, true, null],\n  \"nested\": {\"a\": \"b\"}\n}"
        },
        {
            "typescript",
            "export interface A { id: string; count?: number }\n\nexport async function B(id: string): Promise<A> {\n"
                    + "  const r = await fetch(`/api/${id}`);\n  return (await r.json()) as A;\n}"
        },
        {
            "go",
            "package B\n\nimport \"fmt\"\n\nfunc Run(n int) error {\n\tfor i := 0; i < n; i++ {\n\t\tfmt.Println(\"A\", i)\n"
                    + "\t}\n\treturn nil\n}"
        }
    };

    private static final String[] ADMONITIONS = {"note", "warning", "tip", "danger", "info"};
    private static final String[] ANCHORS = {"overview", "usage", "reference", "operations"};

    private final int pages;
    private final int number;
    private final List<String> lines = new ArrayList<>();
    private long state;

    private DocsGenerator(int pages, int number) {
        this.pages = pages;
        this.number = number;
        this.state = ((number + 1) * 2654435761L + 12345) & 0xffffffffL;
    }

    /** The Markdown of one page of a site of so many. */
    public static String page(int pages, int number) {
        return new DocsGenerator(pages, number).page();
    }

    /** Writes a whole site into a folder. */
    public static void write(int pages, Path folder) throws IOException {
        StringBuilder nav = new StringBuilder("site_name: Bench\nsite_description: bench site\n"
                + "plugins: [techdocs-core]\nnav:\n  - Home: index.md\n");
        for (int i = 0; i < pages; i++) {
            Path file = folder.resolve("docs").resolve(path(i));
            Files.createDirectories(file.resolveSibling("."));
            Files.writeString(file, page(pages, i));
            if (i % 20 == 1) {
                nav.append("  - Section ").append((i - 1) / 20).append(":\n");
            }
            nav.append(i == 0 ? "" : "    - Page " + i + ": " + path(i) + "\n");
        }
        Files.writeString(folder.resolve("mkdocs.yml"), nav);
    }

    private static String path(int number) {
        return number == 0 ? "index.md" : String.format(Locale.ROOT, "s%03d/p%04d.md", (number - 1) / 20, number);
    }

    private int below(int limit) {
        state = (state * 1664525L + 1013904223L) & 0xffffffffL;
        return (int) ((state >> 8) % limit);
    }

    private String word() {
        return WORDS[below(WORDS.length)];
    }

    private static String capitalised(String word) {
        return word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1);
    }

    private String sentence() {
        String[] words = new String[8 + below(8)];
        for (int i = 0; i < words.length; i++) {
            words[i] = word();
        }
        words[0] = capitalised(words[0]);
        int strong = below(words.length);
        int code = below(words.length);
        words[strong] = "**" + words[strong] + "**";
        if (code != strong) {
            words[code] = "`" + words[code] + "`";
        }
        return String.join(" ", words) + ".";
    }

    private String paragraph(int sentences) {
        List<String> all = new ArrayList<>();
        for (int i = 0; i < sentences; i++) {
            all.add(sentence());
        }
        return String.join(" ", all);
    }

    private void add(String... more) {
        lines.addAll(List.of(more));
    }

    private String page() {
        add("# Page " + number + " " + word() + " " + word(), "", paragraph(4), "");
        add("## Overview", "", paragraph(3), "");
        for (int i = 0; i < 5; i++) {
            add((i < 3 ? "- " : "  - ") + sentence());
        }
        add("", "See also " + links() + ".", "");
        code("Usage", 0);
        code("Internals", 3);
        table();
        add("!!! " + ADMONITIONS[number % 5] + " \"" + word() + " " + word() + "\"", "", "    " + paragraph(2), "");
        add("## Operations", "");
        for (int i = 1; i < 5; i++) {
            add(i + ". " + sentence());
        }
        add("", "### " + word() + " " + word(), "", paragraph(3), "");
        return String.join("\n", lines);
    }

    private String links() {
        List<String> links = new ArrayList<>();
        for (int k = 0; k < 5; k++) {
            int target = (number * 7 + k * 13 + 1) % pages;
            Path from = Path.of(path(number)).resolveSibling("");
            links.add("[page " + target + "](" + from.relativize(Path.of(path(target))) + "#" + ANCHORS[k % 4] + ")");
        }
        return String.join(", ", links);
    }

    private void code(String heading, int offset) {
        String[] sample = CODE[(number + offset) % CODE.length];
        add("## " + heading, "", paragraph(2), "");
        String upper = capitalised(word());
        String lower = word();
        add("```" + sample[0], sample[1].replaceAll("\\bA\\b", upper).replaceAll("\\bB\\b", lower), "```", "");
    }

    private void table() {
        add("## Reference", "", "| Name | Type | Default | Description |", "|------|:----:|--------:|-------------|");
        for (int i = 0; i < 5; i++) {
            add("| `" + word() + "." + word() + "` | " + word() + " | " + below(1000) + " | " + sentence() + " |");
        }
        add("");
    }
}
