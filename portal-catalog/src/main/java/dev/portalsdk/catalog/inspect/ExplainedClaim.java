package dev.portalsdk.catalog.inspect;

import dev.portalsdk.catalog.store.EntityFacts;
import dev.portalsdk.catalog.store.Giver;
import dev.portalsdk.model.LocationRef;
import dev.portalsdk.model.SourceLocation;
import java.util.List;
import java.util.Optional;

/**
 * One document that claims a ref: where it stands, what leads to it, and why it holds the ref or does not.
 *
 * @param claim as the store knows it
 * @param place the document's first line; empty if it was made in code
 * @param why what decided
 * @param path what leads to it, from whoever gives it up to a provider; ends earlier if nothing live does
 */
public record ExplainedClaim(EntityFacts.Claimed claim, Optional<SourceLocation> place, Why why, List<Step> path) {

    /** Copies the list. */
    public ExplainedClaim {
        path = List.copyOf(path);
    }

    /** What decided whether a claim holds its ref. */
    public enum Why {
        /** It holds the ref: nothing else that is live claims it. */
        ONLY("the only live claim"),
        /** It is the document that holds the ref, given a second time. */
        SAME_DOCUMENT("the same document, by another way"),
        /** Nothing that is live leads to it. */
        NOT_LIVE("nothing live leads here"),
        /** The catalog showed the version from one place already, and keeps to it. */
        INCUMBENT("who holds a ref keeps it"),
        /** The provider of one was registered before that of the other. */
        PROVIDER_ORDER("by the order of providers"),
        /** Of one provider, the registration whose text comes first. */
        REGISTRATION("by the order of registrations"),
        /** Of one registration, the location whose text comes first. */
        LOCATION("by the order of locations"),
        /** Of one file, the document that comes first. */
        DOCUMENT_ORDER("by the order in the file");

        private final String words;

        Why(String words) {
            this.words = words;
        }

        /** In words. */
        @Override
        public String toString() {
            return words;
        }
    }

    /**
     * One step of what leads to a document.
     *
     * @param giver who gives it: a provider, or an entity, mostly a Location
     * @param source the file, URL or pattern that the giver reads it from; empty if the giver gives it directly
     * @param namedAt where the giver's author names that source
     */
    public record Step(Giver giver, Optional<LocationRef> source, Optional<SourceLocation> namedAt) {

        /** {@code location:default/all, which names file:/srv/web.yaml at all.yaml:7:7}. */
        @Override
        public String toString() {
            String who = giver instanceof Giver.Parent parent
                    ? parent.ref() + (source.isEmpty() ? ", from which a processor made it" : "")
                    : "the provider \"" + ((Giver.Bucket) giver).provider() + "\"";
            return who
                    + source.map(read -> ", which names " + read).orElse("")
                    + namedAt.map(where -> " at " + where).orElse("");
        }
    }

    /** Where the document stands, in words. */
    public String where() {
        return place.map(SourceLocation::toString)
                .orElseGet(() -> claim.offered().location().toString());
    }
}
