package dev.portalsdk.catalog.transfer;

import dev.portalsdk.catalog.store.Accepted;
import dev.portalsdk.catalog.store.Emission;
import dev.portalsdk.catalog.store.EntityFacts;
import dev.portalsdk.catalog.store.Giver;
import dev.portalsdk.catalog.store.ProvidedEntity;
import dev.portalsdk.catalog.store.SourceContent;
import dev.portalsdk.catalog.store.StitchedEntity;
import dev.portalsdk.catalog.store.StoreContents;
import dev.portalsdk.catalog.store.Want;
import dev.portalsdk.model.Diagnostic;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/** What a store holds as text that is the same in every store, whatever the order in which it came to hold it. */
final class ContentTexts {
    /** Before the version of a file that is to be told anew: no bytes have such a hash. */
    private static final String TO_BE_TOLD = "to be told: ";

    private ContentTexts() {}

    /**
     * Without times, and without what is to be done; nothing for what is about to go.
     *
     * @param settled whether it is said how it is shown, as that is not about to change
     */
    static String of(StoreContents.Known known, boolean settled) {
        if (known.claims().isEmpty() && known.accepted().isEmpty()) {
            return "";
        }
        StringBuilder text = new StringBuilder().append(known.ref()).append('\n');
        add(
                text,
                "claim",
                known.claims().stream()
                        .map(claimed -> claim(claimed, known.held()))
                        .toList());
        known.accepted().ifPresent(accepted -> accepted(accepted, text));
        add(
                text,
                "finding",
                known.findings().stream().map(ContentTexts::finding).toList());
        add(text, "read", known.reads().stream().map(Object::toString).toList());
        text.append("orphan ").append(known.orphanSince().isPresent()).append('\n');
        if (settled) {
            known.visible().ifPresent(visible -> visible(visible, text));
        }
        return text.toString();
    }

    private static void add(StringBuilder text, String what, Collection<String> lines) {
        new TreeSet<>(lines)
                .forEach(line -> text.append(what).append(' ').append(line).append('\n'));
    }

    /** One document may be given several times: whichever of those claims holds, it is the same. */
    private static String claim(EntityFacts.Claimed claimed, Optional<EntityFacts.Claimed> holder) {
        boolean holds =
                holder.filter(held -> held.offered().equals(claimed.offered())).isPresent();
        return giver(claimed.giver()) + " " + claimed.source() + " " + offered(claimed.offered()) + " "
                + claimed.origin() + " " + holds;
    }

    private static String giver(Giver giver) {
        return giver.toString();
    }

    private static String offered(ProvidedEntity offered) {
        return offered + " " + offered.descriptor().documentIndex() + " "
                + offered.descriptor().root().toJson();
    }

    private static void accepted(Accepted accepted, StringBuilder text) {
        text.append("accepted ")
                .append(accepted.entity().toValue().toJson())
                .append(' ')
                .append(accepted.location())
                .append(' ')
                .append(accepted.origin())
                .append('\n');
        add(
                text,
                "relation",
                accepted.relations().stream().map(Object::toString).toList());
        emission(accepted.children(), text);
        add(text, "want", accepted.wants().stream().map(Want::toString).toList());
    }

    private static void emission(Emission emission, StringBuilder text) {
        add(
                text,
                "gives",
                emission.entities().stream().map(ContentTexts::offered).toList());
        add(
                text,
                "finding",
                emission.findings().stream().map(ContentTexts::finding).toList());
    }

    private static String finding(Diagnostic finding) {
        return finding + " " + finding.pointer() + " " + finding.hint();
    }

    private static void visible(StitchedEntity visible, StringBuilder text) {
        text.append("visible ")
                .append(visible.toValue().toJson())
                .append(' ')
                .append(visible.location())
                .append(' ')
                .append(visible.origin())
                .append(' ')
                .append(visible.orphan())
                .append('\n');
    }

    static String of(StoreContents.Read read) {
        StringBuilder text = new StringBuilder().append(read.location()).append('\n');
        content(read).ifPresent(content -> {
            text.append(content.etag()).append(' ').append(content.missing()).append('\n');
            add(
                    text,
                    "failure",
                    content.failures().stream().map(ContentTexts::finding).toList());
            content.files().forEach(file -> text.append(file.location())
                    .append(' ')
                    .append(file.version())
                    .append(' ')
                    .append(file.documents().size())
                    .append(' ')
                    .append(file.findings().size())
                    .append('\n'));
        });
        read.shares().stream()
                .sorted(java.util.Comparator.comparing(share -> giver(share.reader())))
                .forEach(share -> {
                    text.append(giver(share.reader())).append('\n');
                    emission(share.emission(), text);
                });
        return text.toString();
    }

    /** What is known of a source; of one whose readers are to be told anew, such that the next look finds it different. */
    static Optional<SourceContent> content(StoreContents.Read read) {
        return read.content()
                .filter(content -> !isNothing(content))
                .map(content -> read.anew() ? toBeTold(content) : content);
    }

    private static boolean isNothing(SourceContent content) {
        return content.files().isEmpty()
                && content.failures().isEmpty()
                && !content.missing()
                && content.etag().isEmpty();
    }

    private static SourceContent toBeTold(SourceContent content) {
        List<SourceContent.File> files = content.files().stream()
                .map(file -> new SourceContent.File(
                        file.location(), TO_BE_TOLD + bare(file.version()), file.documents(), file.findings()))
                .toList();
        return new SourceContent(Optional.empty(), files, content.failures(), content.missing());
    }

    private static String bare(String version) {
        return version.startsWith(TO_BE_TOLD) ? version.substring(TO_BE_TOLD.length()) : version;
    }
}
