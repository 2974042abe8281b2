package dev.portalsdk.catalog.plan;

import dev.portalsdk.catalog.history.FieldChange;
import dev.portalsdk.catalog.plan.Impact.Dependent;
import dev.portalsdk.model.Diagnostic;
import dev.portalsdk.model.EntityRef;
import dev.portalsdk.model.Relation;
import dev.portalsdk.model.SourceLocation;
import dev.portalsdk.model.Value;
import dev.portalsdk.model.report.Printable;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** A plan for people, a line to each thing. */
final class TextPlan implements PlanReport {
    private static final int MAX_VALUE = 200;

    private final boolean coloured;

    TextPlan(boolean coloured) {
        this.coloured = coloured;
    }

    /** What SGR of ECMA-48 makes of text. */
    private enum Colour {
        GREEN(32),
        RED(31),
        YELLOW(33),
        BOLD(1);

        private final int code;

        Colour(int code) {
            this.code = code;
        }
    }

    @Override
    public void append(CatalogPlan plan, Appendable out) throws IOException {
        line(out, Colour.BOLD, "Plan: " + plan.summary());
        for (PlannedEntity entity : plan.reallyAdded()) {
            line(out, Colour.GREEN, "+ " + entity.ref() + at(entity.place()));
        }
        for (PlannedEntity entity : plan.reallyRemoved()) {
            line(out, Colour.RED, "- " + entity.ref() + at(entity.place()));
        }
        for (EntityRename rename : plan.renamed()) {
            line(out, Colour.YELLOW, "~ " + rename.from() + " is now " + rename.to() + at(rename.place()));
            fields(out, rename.fields());
        }
        for (EntityEdit edit : plan.changed()) {
            line(
                    out,
                    Colour.YELLOW,
                    "~ " + edit.ref() + edit.move().map(TextPlan::said).orElse(""));
            fields(out, edit.fields());
        }
        relations(plan, out);
        moves(plan, out);
        for (Impact impact : plan.impacts()) {
            impact(impact, out);
        }
        findings("New findings", Colour.RED, plan.newFindings(), out);
        findings("Fixed findings", Colour.GREEN, plan.fixedFindings(), out);
    }

    private void line(Appendable out, Colour colour, String text) throws IOException {
        String plain = Printable.line(text);
        out.append(coloured ? "\u001b[" + colour.code + "m" + plain + "\u001b[0m" : plain)
                .append('\n');
    }

    private static void line(Appendable out, String text) throws IOException {
        out.append(Printable.line(text)).append('\n');
    }

    static String at(Optional<SourceLocation> place) {
        return place.map(where -> " | " + where).orElse("");
    }

    private static String said(EntityEdit.FileMove move) {
        return ": moved from " + move.from() + " to " + move.to();
    }

    private static void fields(Appendable out, List<FieldChange> fields) throws IOException {
        for (FieldChange field : fields) {
            line(
                    out,
                    "    " + field.pointer() + ": " + value(field.before()) + " -> " + value(field.after())
                            + at(field.place()));
        }
    }

    /** As JSON, cut; a word for nothing. */
    static String value(Optional<Value> value) {
        String text = value.map(Value::toJson).orElse("(none)");
        return text.length() <= MAX_VALUE ? text : text.substring(0, MAX_VALUE) + "…";
    }

    private void relations(CatalogPlan plan, Appendable out) throws IOException {
        if (plan.relationsGained().isEmpty() && plan.relationsLost().isEmpty()) {
            return;
        }
        line(out, Colour.BOLD, "Relations");
        for (Relation relation : plan.relationsGained()) {
            line(out, Colour.GREEN, "+ " + relation);
        }
        for (Relation relation : plan.relationsLost()) {
            line(out, Colour.RED, "- " + relation);
        }
    }

    private void moves(CatalogPlan plan, Appendable out) throws IOException {
        if (!plan.ownershipMoves().isEmpty()) {
            line(out, Colour.BOLD, "Owners");
        }
        for (OwnershipMove move : plan.ownershipMoves()) {
            line(
                    out,
                    "  " + move.ref() + ": " + PlanFindings.owner(move.before()) + " -> "
                            + PlanFindings.owner(move.after()) + at(move.place()));
        }
    }

    private void impact(Impact impact, Appendable out) throws IOException {
        line(out, Colour.BOLD, "Impact: " + what(impact) + "; " + concerned(impact));
        for (Dependent dependent : impact.dependents()) {
            line(
                    out,
                    "  ".repeat(Math.min(dependent.depth(), 10)) + dependent.ref() + " (" + dependent.via() + ")"
                            + at(dependent.place()));
        }
    }

    static String what(Impact impact) {
        return switch (impact.reason()) {
            case REMOVED -> impact.cause() + " is removed";
            case RENAMED ->
                impact.cause() + " is now "
                        + impact.successor().map(EntityRef::toString).orElse("another");
            case DEPRECATED -> impact.cause() + " is deprecated";
        };
    }

    static String concerned(Impact impact) {
        String count = impact.dependents().size() + (impact.complete() ? "" : " or more");
        String ask = impact.ask().isEmpty() ? "" : "; ask " + PlanFindings.some(impact.ask());
        return count + " concerned, " + impact.direct() + " of them directly" + ask;
    }

    private void findings(String title, Colour colour, List<Diagnostic> findings, Appendable out) throws IOException {
        if (!findings.isEmpty()) {
            line(out, Colour.BOLD, title);
        }
        for (Diagnostic finding : findings) {
            line(out, colour, "  " + finding);
        }
    }
}
