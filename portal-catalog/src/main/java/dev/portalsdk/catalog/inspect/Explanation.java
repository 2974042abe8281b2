package dev.portalsdk.catalog.inspect;

import dev.portalsdk.catalog.store.StitchedEntity;
import dev.portalsdk.model.EntityRef;
import java.util.List;
import java.util.Optional;

/**
 * Why an entity is as it is, or why there is none.
 *
 * @param ref what was asked for
 * @param standings how it fares, the most important first; at least one
 * @param claims every document that claims the ref, the one in use first
 * @param fields where each value of the visible entity comes from, in the order in which it is shown; none if it is not visible
 * @param visible the entity, with the relations of others to it
 */
public record Explanation(
        EntityRef ref,
        List<Standing> standings,
        List<ExplainedClaim> claims,
        List<FieldOrigin> fields,
        Optional<StitchedEntity> visible) {

    /** Copies the lists. */
    public Explanation {
        standings = List.copyOf(standings);
        claims = List.copyOf(claims);
        fields = List.copyOf(fields);
    }

    /** The standing of one type, if it holds: {@code standing(Standing.Rejected.class)}. */
    public <S extends Standing> Optional<S> standing(Class<S> type) {
        return standings.stream().filter(type::isInstance).map(type::cast).findFirst();
    }

    /** The claim in use; empty if there is none. */
    public Optional<ExplainedClaim> holder() {
        return claims.stream().filter(claim -> claim.claim().holds()).findFirst();
    }

    /** Where a value of the visible entity comes from; empty if there is no such value, or it is not the last of its branch. */
    public Optional<FieldOrigin> field(String pointer) {
        return fields.stream().filter(field -> field.pointer().equals(pointer)).findFirst();
    }

    /** A report of several lines for people; its form may change. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(ref.toString()).append('\n');
        standings.forEach(standing -> text.append("  ")
                .append(standing.sentence().replace("\n", "\n  "))
                .append('\n'));
        claims.forEach(claim -> append(claim, text));
        if (!fields.isEmpty()) {
            text.append("  Its fields:\n");
            fields.forEach(field -> text.append("    ").append(field).append('\n'));
        }
        return text.toString();
    }

    private static void append(ExplainedClaim claim, StringBuilder text) {
        text.append("  ")
                .append(claim.claim().holds() ? "Used: " : "Not used: ")
                .append(claim.where())
                .append(" (")
                .append(claim.why())
                .append(")\n");
        claim.path().forEach(step -> text.append("    given by ").append(step).append('\n'));
    }
}
