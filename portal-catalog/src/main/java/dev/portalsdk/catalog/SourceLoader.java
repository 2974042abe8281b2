package dev.portalsdk.catalog;

import dev.portalsdk.catalog.store.Claim;
import dev.portalsdk.catalog.store.SourceContent;
import dev.portalsdk.model.Diagnostic;
import dev.portalsdk.model.EntityDescriptor;
import dev.portalsdk.model.EntityRef;
import dev.portalsdk.model.EntityValidator;
import dev.portalsdk.model.LocationRef;
import dev.portalsdk.model.Severity;
import dev.portalsdk.model.SourceLocation;
import dev.portalsdk.model.Validated;
import dev.portalsdk.model.yaml.DescriptorReader;
import dev.portalsdk.source.Glob;
import dev.portalsdk.source.NotFoundException;
import dev.portalsdk.source.ReadOptions;
import dev.portalsdk.source.ReadResult;
import dev.portalsdk.source.SourceException;
import dev.portalsdk.source.SourceFile;
import dev.portalsdk.source.TreeResult;
import dev.portalsdk.source.UrlReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Reads a source: one file, or all that match a pattern.
 *
 * <p>What cannot be read keeps what it gave last time, with a finding: a source as a whole, a file among others, and, where a file cannot be read to
 * its end or holds a document without a name, the documents that are missed there. Rules: {@code location-not-found}, {@code location-unreadable},
 * and those of {@link DescriptorReader}.
 */
final class SourceLoader {
    private static final Pattern REMOTE =
            Pattern.compile("(?!file:)[a-z][a-z0-9+.-]+://.*", Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

    private final UrlReader reader;
    private final DescriptorReader descriptors = DescriptorReader.create();
    private final EntityValidator validator;
    private final Workers workers;

    SourceLoader(UrlReader reader, EntityValidator validator, Workers workers) {
        this.reader = reader;
        this.validator = validator;
        this.workers = workers;
    }

    SourceContent load(Claim.OfSource claim) {
        LocationRef source = claim.source();
        try {
            checkBounds(source);
            if (!isPattern(source)) {
                return single(source, claim.known());
            }
            Optional<SourceContent> named = named(source, claim.known());
            return named.isPresent() ? named.get() : search(source, claim.known());
        } catch (IOException | RuntimeException | Error e) {
            return failed(claim.known(), e);
        }
    }

    /** Strangers name URLs: readers take {@code file:///etc} and {@code /etc} for files of this machine. */
    private static void checkBounds(LocationRef source) throws SourceException {
        if (source.type().equals("url") && !isRemote(source.target())) {
            throw new SourceException(
                    source.target(), "a location of type url is a web address; what comes from there names no files");
        }
    }

    /** Whether a URL leads away from this machine's files. */
    static boolean isRemote(String url) {
        return REMOTE.matcher(url).matches();
    }

    /** The file whose own name holds brackets or braces, if there is one. */
    private Optional<SourceContent> named(LocationRef source, Optional<SourceContent> known) throws IOException {
        String target = source.target();
        if (!source.type().equals("file") || target.indexOf('*') >= 0 || target.indexOf('?') >= 0) {
            return Optional.empty();
        }
        try {
            return Optional.of(single(source, known));
        } catch (NotFoundException e) {
            return Optional.empty();
        }
    }

    private static boolean isPattern(LocationRef source) {
        String target = source.target();
        if (source.type().equals("file")) {
            return Glob.isPattern(target);
        }
        // In a URL a question mark begins the query.
        String path = target.split("[?#]", 2)[0];
        return path.indexOf('*') >= 0 || path.indexOf('{') >= 0;
    }

    private SourceContent single(LocationRef source, Optional<SourceContent> known) throws IOException {
        ReadResult result = reader.read(source.target(), conditional(known));
        if (result instanceof ReadResult.Content content) {
            SourceContent.File file = file(source, content.bytes(), before(source, known));
            return new SourceContent(content.etag(), List.of(file), List.of(), false);
        }
        return known.orElseThrow(() -> unasked(source));
    }

    private SourceContent search(LocationRef source, Optional<SourceContent> known) throws IOException {
        TreeResult result = reader.search(source.target(), conditional(known));
        if (!(result instanceof TreeResult.Tree tree)) {
            return known.orElseThrow(() -> unasked(source));
        }
        Map<LocationRef, SourceContent.File> before = new HashMap<>();
        known.ifPresent(content -> content.files().forEach(file -> before.put(file.location(), file)));
        List<SourceContent.File> files = workers.map(tree.files(), found -> {
            LocationRef location = new LocationRef(source.type(), found.url());
            return found(found, location, Optional.ofNullable(before.get(location)));
        });
        boolean unread = files.stream().anyMatch(file -> file.version().isEmpty());
        List<Diagnostic> failures = files.isEmpty()
                ? List.of(Diagnostic.error("location-not-found", "No file matches " + source.target())
                        .hint("check the pattern, or say \"presence: optional\" if that may be so")
                        .build())
                : List.of();
        return new SourceContent(unread ? Optional.empty() : tree.etag(), files, failures, files.isEmpty());
    }

    private SourceContent.File found(SourceFile found, LocationRef location, Optional<SourceContent.File> before) {
        try {
            return file(location, found.bytes(), before);
        } catch (IOException | RuntimeException e) {
            Diagnostic finding = Diagnostic.error("location-unreadable", reason(e))
                    .at(SourceLocation.startOf(location.target()))
                    .build();
            return new SourceContent.File(
                    location, "", before.map(SourceContent.File::documents).orElse(List.of()), List.of(finding));
        }
    }

    private SourceContent.File file(LocationRef location, byte[] bytes, Optional<SourceContent.File> before) {
        String version = ContentHash.of(bytes);
        if (before.isPresent() && before.get().version().equals(version)) {
            return before.get();
        }
        Validated<List<EntityDescriptor>> read = descriptors.read(location.target(), bytes);
        List<Diagnostic> findings = new ArrayList<>(read.findings());
        List<EntityDescriptor> named = new ArrayList<>();
        for (EntityDescriptor descriptor : read.value().orElse(List.of())) {
            if (descriptor.ref().isPresent()) {
                named.add(descriptor);
            } else {
                findings.addAll(unnamed(descriptor));
            }
        }
        boolean incomplete = findings.stream().anyMatch(finding -> finding.severity() == Severity.ERROR);
        if (incomplete) {
            before.ifPresent(last -> keepMissed(last, named));
        }
        return new SourceContent.File(location, version, named, findings);
    }

    private List<Diagnostic> unnamed(EntityDescriptor descriptor) {
        List<Diagnostic> findings = validator.validate(descriptor).findings();
        return findings.isEmpty()
                ? List.of(Diagnostic.error("envelope", "The document has no kind and name to be known by")
                        .at(descriptor, "")
                        .build())
                : findings;
    }

    private static void keepMissed(SourceContent.File last, List<EntityDescriptor> named) {
        Set<EntityRef> there = new HashSet<>();
        named.forEach(descriptor -> there.add(descriptor.ref().orElseThrow()));
        for (EntityDescriptor descriptor : last.documents()) {
            if (there.add(descriptor.ref().orElseThrow())) {
                named.add(descriptor);
            }
        }
    }

    private static SourceContent failed(Optional<SourceContent> known, Throwable failure) {
        boolean missing = failure instanceof NotFoundException;
        Diagnostic finding = Diagnostic.error(missing ? "location-not-found" : "location-unreadable", reason(failure))
                .build();
        List<SourceContent.File> lastGood = known.map(SourceContent::files).orElse(List.of());
        return new SourceContent(Optional.empty(), lastGood, List.of(finding), missing);
    }

    private static String reason(Throwable failure) {
        String message = failure.getMessage();
        return failure instanceof IOException && message != null ? message : failure.toString();
    }

    private static Optional<SourceContent.File> before(LocationRef source, Optional<SourceContent> known) {
        return known.flatMap(content -> content.files().stream()
                .filter(file -> file.location().equals(source))
                .findFirst());
    }

    private static ReadOptions conditional(Optional<SourceContent> known) {
        return ReadOptions.ifChangedFrom(known.flatMap(SourceContent::etag));
    }

    private static IllegalStateException unasked(LocationRef source) {
        return new IllegalStateException(
                "The reader answered \"not modified\" for " + source + " though no etag was given");
    }
}
