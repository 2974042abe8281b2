package dev.portalsdk.cli;

import dev.portalsdk.model.EntityDescriptor;
import dev.portalsdk.model.EntityRef;
import dev.portalsdk.model.Value;
import dev.portalsdk.model.report.Printable;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Entities in columns: their refs and usual fields, or the fields that were chosen. */
final class EntityTable {
    private static final int MAX_CELL = 60;
    private static final List<String> USUAL = List.of("spec.type", "spec.lifecycle", "spec.owner");

    private final List<String> fields;
    private final boolean withRefs;

    /** @param chosen none means the usual ones */
    EntityTable(List<String> chosen) {
        this.withRefs = chosen.isEmpty();
        this.fields = withRefs ? USUAL : List.copyOf(chosen);
    }

    void print(List<Value.Obj> entities, PrintWriter out) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(header());
        entities.forEach(entity -> rows.add(row(entity)));
        int columns = rows.get(0).size();
        int[] widths = new int[columns];
        for (List<String> row : rows) {
            for (int i = 0; i < columns; i++) {
                widths[i] = Math.max(widths[i], row.get(i).length());
            }
        }
        for (List<String> row : rows) {
            StringBuilder line = new StringBuilder();
            for (int i = 0; i < columns; i++) {
                line.append(row.get(i)).append(" ".repeat(widths[i] - row.get(i).length() + 2));
            }
            out.println(line.toString().stripTrailing());
        }
    }

    private List<String> header() {
        List<String> header = new ArrayList<>();
        if (withRefs) {
            header.add("ENTITY");
        }
        fields.forEach(field ->
                header.add(withRefs ? field.substring("spec.".length()).toUpperCase(java.util.Locale.ROOT) : field));
        return header;
    }

    private List<String> row(Value.Obj entity) {
        List<String> row = new ArrayList<>();
        if (withRefs) {
            row.add(cell(
                    EntityDescriptor.of(entity).ref().map(EntityRef::toString).orElse("?")));
        }
        fields.forEach(
                field -> row.add(cell(at(entity, field).map(EntityTable::said).orElse(""))));
        return row;
    }

    /** A dotted path; keys may hold dots themselves. */
    private static Optional<Value> at(Value.Obj object, String path) {
        Optional<Value> whole = object.get(path);
        for (int dot = path.lastIndexOf('.'); whole.isEmpty() && dot > 0; dot = path.lastIndexOf('.', dot - 1)) {
            String rest = path.substring(dot + 1);
            whole = object.obj(path.substring(0, dot)).flatMap(child -> at(child, rest));
        }
        return whole;
    }

    private static String said(Value value) {
        return value.asString().orElseGet(value::toJson);
    }

    private static String cell(String text) {
        String line = Printable.line(text);
        return line.length() <= MAX_CELL ? line : line.substring(0, MAX_CELL - 1) + "…";
    }
}
