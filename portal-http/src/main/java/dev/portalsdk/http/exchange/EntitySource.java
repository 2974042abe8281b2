package dev.portalsdk.http.exchange;

import dev.portalsdk.model.EntityRef;
import dev.portalsdk.model.Value;
import java.util.Optional;

/** Where the scaffolder's and TechDocs' routes find entities: the catalog that is served, or for a host without one, its own. Called by many threads. */
@FunctionalInterface
public interface EntitySource {
    /**
     * An entity as whoever asks may see it.
     *
     * @return the whole entity as Backstage's API shows it; empty if it is not there, or hidden from them
     */
    Optional<Value.Obj> find(EntityRef ref, Request request);
}
