package dev.portalsdk.catalog.plan;

import dev.portalsdk.catalog.history.FieldChange;
import dev.portalsdk.catalog.plan.Impact.Dependent;
import dev.portalsdk.model.Diagnostic;
import dev.portalsdk.model.EntityRef;
import dev.portalsdk.model.Relation;
import dev.portalsdk.model.SourceLocation;
import dev.portalsdk.model.Value;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/** A plan for programs. What there is none of is left out; lists are always there. */
final class JsonPlan implements PlanReport {

    @Override
    public void append(CatalogPlan plan, Appendable out) throws IOException {
        Value.Obj json = Value.Obj.builder()
                .put("exitCode", plan.exitCode())
                .put("added", list(plan.added(), JsonPlan::entity))
                .put("removed", list(plan.removed(), JsonPlan::entity))
                .put("renamed", list(plan.renamed(), JsonPlan::rename))
                .put("changed", list(plan.changed(), JsonPlan::edit))
                .put("relationsGained", list(plan.relationsGained(), JsonPlan::relation))
                .put("relationsLost", list(plan.relationsLost(), JsonPlan::relation))
                .put("newFindings", list(plan.newFindings(), JsonPlan::finding))
                .put("fixedFindings", list(plan.fixedFindings(), JsonPlan::finding))
                .put("ownershipMoves", list(plan.ownershipMoves(), JsonPlan::move))
                .put("impacts", list(plan.impacts(), JsonPlan::impact))
                .build();
        out.append(json.toPrettyJson()).append('\n');
    }

    private static <T> Value list(List<T> items, Function<T, Value> form) {
        return Value.Arr.of(items.stream().map(form).toList());
    }

    private static Value entity(PlannedEntity entity) {
        Value.Obj.Builder json = Value.Obj.builder().put("ref", entity.ref().toString());
        place(json, entity.place());
        ref(json, "owner", entity.owner());
        return json.build();
    }

    private static Value rename(EntityRename rename) {
        Value.Obj.Builder json = Value.Obj.builder()
                .put("from", rename.from().toString())
                .put("to", rename.to().toString());
        place(json, rename.place());
        return json.put("fields", list(rename.fields(), JsonPlan::field)).build();
    }

    private static Value edit(EntityEdit edit) {
        Value.Obj.Builder json = Value.Obj.builder().put("ref", edit.ref().toString());
        edit.move().ifPresent(move -> json.put("movedFrom", move.from()).put("movedTo", move.to()));
        return json.put("fields", list(edit.fields(), JsonPlan::field)).build();
    }

    private static Value field(FieldChange field) {
        Value.Obj.Builder json = Value.Obj.builder().put("pointer", field.pointer());
        field.before().ifPresent(value -> json.put("before", value));
        field.after().ifPresent(value -> json.put("after", value));
        place(json, field.place());
        return json.build();
    }

    private static Value relation(Relation relation) {
        return Value.Obj.of(
                "source",
                relation.source().toString(),
                "type",
                relation.type().name(),
                "target",
                relation.target().toString());
    }

    private static Value finding(Diagnostic finding) {
        Value.Obj.Builder json = Value.Obj.builder()
                .put("severity", finding.severity().name().toLowerCase(Locale.ROOT))
                .put("rule", finding.ruleId());
        ref(json, "entity", finding.entity());
        place(json, finding.location());
        return json.put("pointer", finding.pointer())
                .put("message", finding.messageWithHint())
                .build();
    }

    private static Value move(OwnershipMove move) {
        Value.Obj.Builder json = Value.Obj.builder().put("ref", move.ref().toString());
        ref(json, "before", move.before());
        ref(json, "after", move.after());
        place(json, move.place());
        return json.build();
    }

    private static Value impact(Impact impact) {
        Value.Obj.Builder json = Value.Obj.builder()
                .put("cause", impact.cause().toString())
                .put("reason", impact.reason().name().toLowerCase(Locale.ROOT));
        ref(json, "successor", impact.successor());
        return json.put("dependents", list(impact.dependents(), JsonPlan::dependent))
                .put("complete", impact.complete())
                .put(
                        "ask",
                        Value.Arr.ofStrings(
                                impact.ask().stream().map(EntityRef::toString).toList()))
                .build();
    }

    private static Value dependent(Dependent dependent) {
        Value.Obj.Builder json = Value.Obj.builder()
                .put("ref", dependent.ref().toString())
                .put("depth", dependent.depth())
                .put("via", relation(dependent.via()));
        ref(json, "owner", dependent.owner());
        place(json, dependent.place());
        return json.build();
    }

    private static void ref(Value.Obj.Builder json, String key, Optional<EntityRef> ref) {
        ref.ifPresent(found -> json.put(key, found.toString()));
    }

    private static void place(Value.Obj.Builder json, Optional<SourceLocation> place) {
        place.ifPresent(
                at -> json.put("place", Value.Obj.of("source", at.source(), "line", at.line(), "column", at.column())));
    }
}
