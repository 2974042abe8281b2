package dev.portalsdk.http.catalog.internal;

import dev.portalsdk.catalog.inspect.LocationAnalysis;
import dev.portalsdk.model.Value;
import java.util.List;

/** An analysis of a location in Backstage's form. */
final class AnalysisJson {
    private AnalysisJson() {}

    static Value.Obj of(LocationAnalysis analysis) {
        return Value.Obj.of(
                "existingEntityFiles",
                Value.Arr.of(
                        analysis.existing().stream().map(AnalysisJson::existing).toList()),
                "generateEntities",
                Value.Arr.of(analysis.generated().stream()
                        .<Value>map(entity -> Value.Obj.of("entity", entity, "fields", Value.Arr.of(List.of())))
                        .toList()));
    }

    private static Value existing(LocationAnalysis.ExistingDocument document) {
        return Value.Obj.of(
                "location",
                Value.Obj.of(
                        "type",
                        document.location().type(),
                        "target",
                        document.location().target()),
                "isRegistered",
                document.known(),
                "entity",
                document.descriptor().root());
    }
}
