package dev.portalsdk.catalog.query;

import dev.portalsdk.model.Value;
import java.util.Collection;
import java.util.List;

/** Filters to the predicate language. */
final class PredicateWriter {
    private PredicateWriter() {}

    static Value.Obj write(EntityFilter filter) {
        if (filter instanceof EntityFilter.HasKey wanted) {
            return Value.Obj.of(wanted.key(), Value.Obj.of("$exists", true));
        }
        if (filter instanceof EntityFilter.HasValue wanted) {
            return Value.Obj.of(wanted.key(), values(wanted.values()));
        }
        if (filter instanceof EntityFilter.HasPrefix wanted) {
            return Value.Obj.of(wanted.key(), Value.Obj.of("$hasPrefix", wanted.prefix()));
        }
        if (filter instanceof EntityFilter.RelatedTo wanted) {
            return Value.Obj.of(
                    "relations", Value.Obj.of("$contains", Value.Obj.of("targetRef", values(wanted.targets()))));
        }
        if (filter instanceof EntityFilter.AllOf all) {
            return Value.Obj.of("$all", all(all.filters()));
        }
        if (filter instanceof EntityFilter.AnyOf any) {
            return Value.Obj.of("$any", all(any.filters()));
        }
        return Value.Obj.of("$not", write(((EntityFilter.Not) filter).filter()));
    }

    private static Value all(List<EntityFilter> filters) {
        return Value.Arr.of(filters.stream().map(PredicateWriter::write).toList());
    }

    private static Value values(Collection<String> values) {
        return Value.Obj.of("$in", Value.Arr.ofStrings(values.stream().sorted().toList()));
    }
}
