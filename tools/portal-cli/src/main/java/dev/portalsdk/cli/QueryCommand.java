package dev.portalsdk.cli;

import dev.portalsdk.catalog.AllowRule;
import dev.portalsdk.catalog.Catalog;
import dev.portalsdk.catalog.plan.RestCatalog;
import dev.portalsdk.catalog.provider.DirectoryProvider;
import dev.portalsdk.catalog.query.EntityFilter;
import dev.portalsdk.catalog.query.EntityQuery;
import dev.portalsdk.catalog.query.FieldSelection;
import dev.portalsdk.catalog.store.StitchedEntity;
import dev.portalsdk.model.Value;
import dev.portalsdk.model.yaml.YamlWriter;
import dev.portalsdk.source.UrlReaders;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code portal catalog query}. */
@Command(
        name = "query",
        mixinStandardHelpOptions = true,
        description = "Asks the catalog that a directory's files make, or a running one over its REST API.")
final class QueryCommand implements Callable<Integer> {
    private static final String ROOT_FILE = "all.yaml";

    /** How entities are shown. */
    enum Shown {
        TABLE,
        JSON,
        YAML
    }

    private final Terminal terminal;

    @Parameters(
            paramLabel = "WHERE",
            arity = "0..1",
            description =
                    "A directory, or an address such as https://portal.example.com/api/catalog; default: this directory.")
    private String where = "";

    @Option(
            names = "--filter",
            paramLabel = "FILTER",
            description = "As Backstage has them: kind=component,spec.type=service; several mean \"or\".")
    private List<String> filters = List.of();

    @Option(
            names = "--fields",
            paramLabel = "FIELD",
            split = ",",
            description = "What to show of each: metadata.name,spec.owner")
    private List<String> fields = List.of();

    @Option(
            names = "--order",
            paramLabel = "FIELD",
            split = ",",
            description = "A field to order by; descending with a minus before it.")
    private List<String> order = List.of();

    @Option(names = "--text", paramLabel = "TEXT", description = "A text that they hold.")
    private Optional<String> text = Optional.empty();

    @Option(
            names = "--text-fields",
            paramLabel = "FIELD",
            split = ",",
            description =
                    "Where the text is looked for; default: everywhere in a directory, but Backstage's API looks in the field it orders by only.")
    private List<String> textFields = List.of();

    @Option(names = "--limit", paramLabel = "COUNT", description = "At most so many.")
    private Optional<Integer> limit = Optional.empty();

    @Option(names = "--files", paramLabel = "PATTERN", split = ",", description = "Which files of a directory to load.")
    private List<String> files = List.of();

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FORM",
            description = "table (default), json or yaml.")
    private Shown shown = Shown.TABLE;

    @Mixin
    private TokenOption token = new TokenOption();

    QueryCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException {
        boolean running = where.startsWith("https://") || where.startsWith("http://");
        List<Value.Obj> found = Progress.during(terminal, "Asking", running ? this::remote : this::local);
        switch (shown) {
            case TABLE -> new EntityTable(fields).print(found, terminal.out());
            case JSON -> terminal.out().println(Value.Arr.of(found).toPrettyJson());
            case YAML -> found.forEach(entity -> terminal.out().print("---\n" + YamlWriter.write(entity)));
        }
        return 0;
    }

    private List<Value.Obj> remote() throws IOException {
        List<String> orders = order.stream()
                .map(field -> field.startsWith("-") ? field.substring(1) + ",desc" : field + ",asc")
                .toList();
        OptionalInt most = limit.map(OptionalInt::of).orElseGet(OptionalInt::empty);
        return VersionText.rest(where, token.token())
                .find(new RestCatalog.Question(filters, fields, orders, text, textFields, most));
    }

    private List<Value.Obj> local() throws IOException {
        Path directory = Path.of(where).toRealPath();
        try (Catalog catalog = Catalog.builder()
                .urlReader(UrlReaders.builder().localFiles().build())
                .allow(AllowRule.everything())
                .provider(provider(directory))
                .build()) {
            catalog.settle();
            FieldSelection selection = new FieldSelection(fields);
            List<StitchedEntity> found = catalog.queries().find(query()).items();
            return found.stream().map(selection::of).toList();
        }
    }

    private DirectoryProvider provider(Path directory) {
        if (!files.isEmpty()) {
            return DirectoryProvider.of("directory", directory, files);
        }
        return Files.exists(directory.resolve(ROOT_FILE))
                ? DirectoryProvider.ofFile("directory", directory.resolve(ROOT_FILE))
                : DirectoryProvider.of("directory", directory);
    }

    private EntityQuery query() {
        EntityQuery query = EntityQuery.all().filter(EntityFilter.parse(filters));
        for (String field : order) {
            query = field.startsWith("-") ? query.orderByDescending(field.substring(1)) : query.orderBy(field);
        }
        if (text.isPresent()) {
            query = query.fullText(text.get(), textFields.toArray(String[]::new));
        }
        return limit.isPresent() ? query.limit(limit.get()) : query;
    }
}
