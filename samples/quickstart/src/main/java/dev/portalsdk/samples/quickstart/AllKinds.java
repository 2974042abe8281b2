package dev.portalsdk.samples.quickstart;

import dev.portalsdk.catalog.AllowRule;
import dev.portalsdk.model.kind.Kinds;
import java.util.List;
import java.util.Optional;

/** For a directory that its owner checks himself: every kind may come from anywhere. */
final class AllKinds {
    static final AllowRule RULE = new AllowRule(
            Kinds.standard().names().stream()
                    .map(kind -> new AllowRule.AllowedKind(kind, Optional.empty()))
                    .toList(),
            List.of());

    private AllKinds() {}
}
