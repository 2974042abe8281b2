package dev.portalsdk.http.internal;

import dev.portalsdk.model.Entity;
import dev.portalsdk.model.EntityDescriptor;
import dev.portalsdk.model.EntityValidator;
import dev.portalsdk.model.Value;
import dev.portalsdk.model.kind.Kinds;
import java.util.Optional;

/** Entities as a catalog shows them, without what it adds to what their authors wrote. */
public final class Authored {
    private static final EntityValidator VALIDATOR = EntityValidator.of(Kinds.standard());

    private Authored() {}

    /** Without relations and status. */
    public static Value.Obj of(Value.Obj shown) {
        return shown.without("relations").without("status");
    }

    /** @return empty if it is not valid */
    public static Optional<Entity> entity(Value.Obj shown) {
        return VALIDATOR.validate(EntityDescriptor.of(of(shown))).value();
    }
}
