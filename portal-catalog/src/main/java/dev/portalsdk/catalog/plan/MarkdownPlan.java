package dev.portalsdk.catalog.plan;

import dev.portalsdk.catalog.history.FieldChange;
import dev.portalsdk.catalog.plan.Impact.Dependent;
import dev.portalsdk.model.EntityRef;
import dev.portalsdk.model.Relation;
import dev.portalsdk.model.SourceLocation;
import dev.portalsdk.model.report.MarkdownReport;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A plan for a pull request. What files say stands in code elements, escaped, so that it makes no markup, link or mention. What matters most comes first; each
 * section takes at most half of the room that is left.
 */
final class MarkdownPlan implements PlanReport {
    /** GitHub takes comments of 65,536. */
    static final int MAX_CHARACTERS = 60_000;

    private static final int LEAST = 1000;
    private static final int TAIL = 200;

    private final int maxCharacters;

    MarkdownPlan(int maxCharacters) {
        if (maxCharacters < LEAST) {
            throw new IllegalArgumentException(
                    "A report has room for at least " + LEAST + " characters, not " + maxCharacters);
        }
        this.maxCharacters = maxCharacters;
    }

    @Override
    public void append(CatalogPlan plan, Appendable out) throws IOException {
        StringBuilder text =
                new StringBuilder("### Catalog plan\n\n").append(plan.summary()).append(".\n");
        section(text, "Impact", impacts(plan), true);
        section(
                text,
                "New findings",
                plan.newFindings().stream().map(MarkdownReport::row).toList(),
                true);
        section(
                text,
                "Owners",
                plan.ownershipMoves().stream().map(MarkdownPlan::move).toList(),
                true);
        section(text, "Entities", entities(plan), true);
        section(text, "Relations", relations(plan), false);
        section(
                text,
                "Fixed findings",
                plan.fixedFindings().stream().map(MarkdownReport::row).toList(),
                false);
        out.append(text);
    }

    private void section(StringBuilder text, String title, List<String> rows, boolean open) {
        int left = maxCharacters - text.length() - TAIL;
        if (rows.isEmpty() || left < TAIL) {
            return;
        }
        int room = text.length() + left / 2;
        text.append("\n<details")
                .append(open ? " open" : "")
                .append("><summary>")
                .append(title)
                .append(" (")
                .append(rows.size())
                .append(")</summary>\n\n");
        int shown = 0;
        for (String row : rows) {
            if (text.length() + row.length() > room) {
                break;
            }
            text.append(row).append('\n');
            shown++;
        }
        if (shown < rows.size()) {
            text.append("- … and ").append(rows.size() - shown).append(" more\n");
        }
        text.append("\n</details>\n");
    }

    private static List<String> entities(CatalogPlan plan) {
        List<String> rows = new ArrayList<>();
        plan.reallyAdded().forEach(entity -> rows.add("- added " + ref(entity.ref()) + place(entity.place())));
        plan.reallyRemoved().forEach(entity -> rows.add("- removed " + ref(entity.ref()) + place(entity.place())));
        plan.renamed()
                .forEach(rename -> rows.add("- renamed " + ref(rename.from()) + " to " + ref(rename.to())
                        + place(rename.place()) + fields(rename.fields())));
        plan.changed()
                .forEach(edit -> rows.add("- changed " + ref(edit.ref())
                        + edit.move()
                                .map(move -> ", moved from " + MarkdownReport.code(move.from()) + " to "
                                        + MarkdownReport.code(move.to()))
                                .orElse("")
                        + fields(edit.fields())));
        return rows;
    }

    private static String fields(List<FieldChange> fields) {
        StringBuilder rows = new StringBuilder();
        for (FieldChange field : fields) {
            rows.append("\n  - ")
                    .append(MarkdownReport.code(field.pointer()))
                    .append(": ")
                    .append(MarkdownReport.code(TextPlan.value(field.before())))
                    .append(" → ")
                    .append(MarkdownReport.code(TextPlan.value(field.after())))
                    .append(place(field.place()));
        }
        return rows.toString();
    }

    private static List<String> relations(CatalogPlan plan) {
        List<String> rows = new ArrayList<>();
        for (Relation relation : plan.relationsGained()) {
            rows.add("- gained " + MarkdownReport.code(relation.toString()));
        }
        for (Relation relation : plan.relationsLost()) {
            rows.add("- lost " + MarkdownReport.code(relation.toString()));
        }
        return rows;
    }

    private static List<String> impacts(CatalogPlan plan) {
        List<String> rows = new ArrayList<>();
        for (Impact impact : plan.impacts()) {
            rows.add("- " + MarkdownReport.code(TextPlan.what(impact)) + ": "
                    + MarkdownReport.code(TextPlan.concerned(impact)));
            for (Dependent dependent : impact.dependents()) {
                rows.add("  ".repeat(Math.min(dependent.depth(), 8)) + "- " + ref(dependent.ref())
                        + place(dependent.place()));
            }
        }
        return rows;
    }

    private static String move(OwnershipMove move) {
        return "- " + ref(move.ref()) + ": " + MarkdownReport.code(PlanFindings.owner(move.before())) + " → "
                + MarkdownReport.code(PlanFindings.owner(move.after())) + place(move.place());
    }

    private static String ref(EntityRef ref) {
        return MarkdownReport.code(ref.toString());
    }

    private static String place(Optional<SourceLocation> place) {
        return place.map(at -> " " + MarkdownReport.code(at.toString())).orElse("");
    }
}
