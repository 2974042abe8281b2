package dev.portalsdk.model.check;

import dev.portalsdk.model.Diagnostic;
import dev.portalsdk.model.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * See {@link CheckRule#UNUSUAL_TAG}.
 *
 * <p>Tags of fewer than 4 letters, and tags that differ from the other in their digits only ({@code java17}, {@code java21}), are let be.
 */
final class UnusualTags implements CatalogRule {
    private static final int OFTEN = 5;
    private static final int MIN_LENGTH = 4;

    @Override
    public List<Diagnostic> check(EntitySet entities) {
        Map<String, Integer> uses = new HashMap<>();
        for (CheckedEntity entity : entities.entities()) {
            entity.entity().metadata().tags().stream().distinct().forEach(tag -> uses.merge(tag, 1, Integer::sum));
        }
        List<String> often = uses.entrySet().stream()
                .filter(use -> use.getValue() >= OFTEN)
                .map(Map.Entry::getKey)
                .toList();
        List<Diagnostic> findings = new ArrayList<>();
        if (!often.isEmpty()) {
            NearNames near = new NearNames(often);
            entities.entities().forEach(entity -> check(entity, uses, near, findings));
        }
        return findings;
    }

    private static void check(
            CheckedEntity entity, Map<String, Integer> uses, NearNames often, List<Diagnostic> findings) {
        List<String> tags = entity.entity().metadata().tags();
        for (int i = 0; i < tags.size(); i++) {
            String tag = tags.get(i);
            Optional<String> near =
                    tag.length() >= MIN_LENGTH && uses.getOrDefault(tag, 0) == 1 ? near(tag, often) : Optional.empty();
            if (near.isPresent()) {
                findings.add(finding(entity, i, tag, near.get(), uses.getOrDefault(near.get(), 0)));
            }
        }
    }

    private static Optional<String> near(String tag, NearNames often) {
        return often.closest(tag).filter(near -> !withoutDigits(near).equals(withoutDigits(tag)));
    }

    private static String withoutDigits(String text) {
        return text.replaceAll("[0-9]+", "");
    }

    private static Diagnostic finding(CheckedEntity entity, int index, String tag, String near, int uses) {
        String message = "metadata.tags[" + index + "] " + Wording.quoted(tag) + " is used nowhere else, but "
                + Wording.quoted(near) + " is by " + uses + " entities";
        return Diagnostic.info(CheckRule.UNUSUAL_TAG.id(), message)
                .entity(entity.ref())
                .at(entity.descriptor(), "/metadata/tags/" + index)
                .found(Value.Str.of(tag))
                .hint(DanglingRefs.didYouMean(near))
                .build();
    }
}
