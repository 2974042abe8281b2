package dev.portalsdk.techdocs.site;

import dev.portalsdk.model.Diagnostic;
import dev.portalsdk.model.Severity;
import dev.portalsdk.model.SourceLocation;
import dev.portalsdk.model.Value;
import dev.portalsdk.techdocs.markdown.MarkdownPage;
import dev.portalsdk.techdocs.markdown.PageHeading;
import dev.portalsdk.techdocs.markdown.PageLink;
import dev.portalsdk.techdocs.markdown.PageSection;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Pages as bytes and back. Texts keep every character, also halves of surrogate pairs. */
final class PageCodec {

    private PageCodec() {}

    /** The bytes of a page; empty for one that they would not give back as it is. */
    static Optional<byte[]> encode(KeptPage page) {
        try {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            new Writer(new DataOutputStream(bytes)).page(page);
            return Optional.of(bytes.toByteArray()).filter(made -> decode(made).equals(Optional.of(page)));
        } catch (IOException e) {
            throw new IllegalStateException(e); // there is no device
        }
    }

    /** The page of some bytes; empty if they are none of a page. */
    static Optional<KeptPage> decode(byte[] bytes) {
        try {
            DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes));
            KeptPage page = new Reader(in).page();
            return in.available() == 0 ? Optional.of(page) : Optional.empty();
        } catch (IOException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private interface Part<T> {
        void write(T part) throws IOException;
    }

    private interface Source<T> {
        T read() throws IOException;
    }

    private record Writer(DataOutputStream out) {

        void page(KeptPage kept) throws IOException {
            list(List.copyOf(kept.snippets().entrySet()), snippet -> {
                text(snippet.getKey());
                text(snippet.getValue());
            });
            list(kept.answers(), this::text);
            MarkdownPage page = kept.page();
            text(page.html());
            text(page.meta().toJson());
            list(page.headings(), this::heading);
            list(List.copyOf(page.anchors()), this::text);
            list(page.links(), this::link);
            list(page.sections(), this::section);
            list(page.findings(), this::finding);
        }

        private <T> void list(List<T> all, Part<T> part) throws IOException {
            out.writeInt(all.size());
            for (T one : all) {
                part.write(one);
            }
        }

        /** Most texts are Latin, and half as long that way. */
        private void text(String text) throws IOException {
            boolean latin = text.chars().allMatch(c -> c < 256);
            byte[] bytes = latin ? text.getBytes(StandardCharsets.ISO_8859_1) : wide(text);
            out.writeInt(latin ? bytes.length : ~bytes.length);
            out.write(bytes);
        }

        private static byte[] wide(String text) {
            byte[] bytes = new byte[text.length() * 2];
            for (int i = 0; i < text.length(); i++) {
                bytes[2 * i] = (byte) (text.charAt(i) >> 8);
                bytes[2 * i + 1] = (byte) text.charAt(i);
            }
            return bytes;
        }

        private void heading(PageHeading heading) throws IOException {
            out.writeInt(heading.level());
            text(heading.id());
            text(heading.text());
            location(heading.location());
        }

        private void link(PageLink link) throws IOException {
            text(link.kind().name());
            text(link.target());
            location(link.location());
        }

        private void section(PageSection section) throws IOException {
            text(section.id());
            text(section.title());
            text(section.text());
        }

        /** Findings of pages have no entity and quote no value; one that has is not kept. */
        private void finding(Diagnostic finding) throws IOException {
            text(finding.severity().name());
            text(finding.ruleId());
            text(finding.pointer());
            text(finding.message());
            list(finding.location().stream().toList(), this::location);
            list(finding.expected().stream().toList(), this::text);
            list(finding.hint().stream().toList(), this::text);
        }

        private void location(SourceLocation location) throws IOException {
            text(location.source());
            out.writeInt(location.line());
            out.writeInt(location.column());
        }
    }

    private record Reader(DataInputStream in) {

        KeptPage page() throws IOException {
            Map<String, String> snippets = new LinkedHashMap<>();
            for (int i = count(); i > 0; i--) {
                snippets.put(text(), text());
            }
            List<String> answers = list(this::text);
            String html = text();
            Value.Obj meta = Value.parseJson(text()).asObj().orElseThrow(() -> new IOException("front matter"));
            List<PageHeading> headings = list(this::heading);
            Set<String> anchors = Set.copyOf(list(this::text));
            MarkdownPage page = new MarkdownPage(
                    html, meta, headings, anchors, list(this::link), list(this::section), list(this::finding));
            return new KeptPage(snippets, answers, page);
        }

        private int count() throws IOException {
            int count = in.readInt();
            if (count < 0 || count > in.available()) {
                throw new IOException("No list has " + count + " entries here");
            }
            return count;
        }

        private <T> List<T> list(Source<T> source) throws IOException {
            int count = count();
            List<T> all = new ArrayList<>(count);
            for (int i = 0; i < count; i++) {
                all.add(source.read());
            }
            return all;
        }

        private String text() throws IOException {
            int length = in.readInt();
            int bytes = length < 0 ? ~length : length;
            if (bytes > in.available()) {
                throw new IOException("No text has " + bytes + " bytes here");
            }
            return text(in.readNBytes(bytes), length < 0);
        }

        private static String text(byte[] bytes, boolean wide) {
            if (!wide) {
                return new String(bytes, StandardCharsets.ISO_8859_1);
            }
            char[] text = new char[bytes.length / 2];
            for (int i = 0; i < text.length; i++) {
                text[i] = (char) (((bytes[2 * i] & 0xff) << 8) | (bytes[2 * i + 1] & 0xff));
            }
            return new String(text);
        }

        private PageHeading heading() throws IOException {
            return new PageHeading(in.readInt(), text(), text(), location());
        }

        private PageLink link() throws IOException {
            return new PageLink(PageLink.Kind.valueOf(text()), text(), location());
        }

        private PageSection section() throws IOException {
            return new PageSection(text(), text(), text());
        }

        private Diagnostic finding() throws IOException {
            Severity severity = Severity.valueOf(text());
            String ruleId = text();
            String pointer = text();
            String message = text();
            Optional<SourceLocation> location = list(this::location).stream().findFirst();
            Optional<String> expected = list(this::text).stream().findFirst();
            Optional<String> hint = list(this::text).stream().findFirst();
            return new Diagnostic(
                    severity, ruleId, Optional.empty(), location, pointer, message, Optional.empty(), expected, hint);
        }

        private SourceLocation location() throws IOException {
            return new SourceLocation(text(), in.readInt(), in.readInt());
        }
    }
}
