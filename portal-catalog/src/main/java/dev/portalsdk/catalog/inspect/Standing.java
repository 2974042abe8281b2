package dev.portalsdk.catalog.inspect;

import dev.portalsdk.catalog.store.EntityFacts;
import dev.portalsdk.catalog.store.MutationResult;
import dev.portalsdk.model.Diagnostic;
import dev.portalsdk.model.EntityRef;
import dev.portalsdk.model.LocationRef;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** How a ref fares in a catalog. Several may hold at once: visible in an older version, rejected in the newest, say. */
public sealed interface Standing {

    /** One sentence for people. */
    String sentence();

    /**
     * It can be asked for.
     *
     * @param location where the version that is shown was read
     * @param newest whether no newer version was rejected or waits
     */
    record Visible(LocationRef location, boolean newest) implements Standing {
        @Override
        public String sentence() {
            return "It is visible, from " + location + (newest ? "." : ", in an earlier version.");
        }
    }

    /**
     * Something is still to be done with it.
     *
     * @param state what
     */
    record Pending(EntityFacts.State state) implements Standing {
        @Override
        public String sentence() {
            return state == EntityFacts.State.TO_PROCESS
                    ? "It waits to be processed; settle() returns when that is done."
                    : "It waits to be made visible; settle() returns when that is done.";
        }
    }

    /**
     * The version that holds the ref did not pass all checks.
     *
     * @param findings why
     * @param olderVisible whether the last version that did is still shown
     */
    record Rejected(List<Diagnostic> findings, boolean olderVisible) implements Standing {
        /** Copies the list. */
        public Rejected {
            findings = List.copyOf(findings);
        }

        @Override
        public String sentence() {
            return "Its newest version was rejected"
                    + (olderVisible ? "; the last one that was accepted is still shown:" : ", so that it is not shown:")
                    + lines(findings);
        }
    }

    /**
     * More than one document claims the ref.
     *
     * @param holder the one in use
     * @param others those that are not used
     */
    record InConflict(ExplainedClaim holder, List<ExplainedClaim> others) implements Standing {
        /** Copies the list. */
        public InConflict {
            others = List.copyOf(others);
        }

        @Override
        public String sentence() {
            return "It is given more than once: "
                    + holder.where() + " is used"
                    + others.stream()
                            .map(claim -> ", " + claim.where() + " is not (" + claim.why() + ")")
                            .collect(Collectors.joining())
                    + ".";
        }
    }

    /**
     * Nothing live gives it any more, but no provider took it away.
     *
     * @param since when that was noticed
     * @param goes when it will be deleted; empty if never
     */
    record Orphaned(Instant since, Optional<Instant> goes) implements Standing {
        @Override
        public String sentence() {
            return "It is an orphan since " + since + ": what led to it no longer names it. "
                    + goes.map(when -> "It goes at " + when + ", unless it is given again before.")
                            .orElse("Orphans are kept.");
        }
    }

    /**
     * Its provider no longer gives it, in a removal that is held back.
     *
     * @param removal with all that it would take away
     */
    record HeldBack(MutationResult.Held removal) implements Standing {
        @Override
        public String sentence() {
            return "The provider \"" + removal.provider() + "\" no longer gives it and "
                    + (removal.refs().size() - 1) + " others since " + removal.since()
                    + "; that is held back until it is released.";
        }
    }

    /**
     * What names it, or may, could not be read to its end.
     *
     * @param findings of which sources, and why
     */
    record Unreadable(List<Diagnostic> findings) implements Standing {
        /** Copies the list. */
        public Unreadable {
            findings = List.copyOf(findings);
        }

        @Override
        public String sentence() {
            return "Sources could not be read as a whole:" + lines(findings);
        }
    }

    /**
     * A document of this ref was read, but kinds like it may not come from there.
     *
     * @param findings where it stands
     * @param rules all that is allowed, of which nothing fits
     */
    record NotAllowed(List<Diagnostic> findings, List<String> rules) implements Standing {
        /** Copies the lists. */
        public NotAllowed {
            findings = List.copyOf(findings);
            rules = List.copyOf(rules);
        }

        @Override
        public String sentence() {
            return "It stands where it is not allowed:" + lines(findings) + "\n  allowed is: "
                    + (rules.isEmpty() ? "nothing" : String.join("; ", rules));
        }
    }

    /** It was removed by hand, and what gives it was not looked at since. */
    record Removed() implements Standing {
        @Override
        public String sentence() {
            return "It was removed; it comes back when what gives it is looked at again.";
        }
    }

    /** It is given only by what is itself no longer given, by locations in a circle for instance. */
    record Unreached() implements Standing {
        @Override
        public String sentence() {
            return "It is given only by what nothing live leads to.";
        }
    }

    /**
     * Nobody gives it.
     *
     * @param similar what may be meant, the nearest first
     */
    record Unknown(List<EntityRef> similar) implements Standing {
        /** Copies the list. */
        public Unknown {
            similar = List.copyOf(similar);
        }

        @Override
        public String sentence() {
            return "Nothing that the catalog reads gives it."
                    + (similar.isEmpty()
                            ? ""
                            : similar.stream()
                                    .map(EntityRef::toString)
                                    .collect(Collectors.joining(" or ", " Did you mean ", "?")));
        }
    }

    private static String lines(List<Diagnostic> findings) {
        return findings.stream().map(finding -> "\n  " + finding).collect(Collectors.joining());
    }
}
