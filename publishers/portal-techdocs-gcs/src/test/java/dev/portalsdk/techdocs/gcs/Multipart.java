package dev.portalsdk.techdocs.gcs;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Bodies of several parts, as MIME has them. */
final class Multipart {

    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Part(Map<String, String> headers, byte[] body) {}

    private Multipart() {}

    static List<Part> parse(byte[] body, String contentType) {
        String boundary = contentType.replaceAll(".*boundary=\"?([^\";]+)\"?.*", "$1");
        String text = new String(body, StandardCharsets.ISO_8859_1);
        List<Part> parts = new ArrayList<>();
        String[] pieces = text.split("(\r\n)?--" + java.util.regex.Pattern.quote(boundary), -1);
        for (String piece : List.of(pieces).subList(1, pieces.length - 1)) {
            String part = piece.substring(2);
            int end = part.indexOf("\r\n\r\n");
            Map<String, String> headers = new HashMap<>();
            for (String header : part.substring(0, end).split("\r\n")) {
                String[] pair = header.split(":", 2);
                headers.put(pair[0].toLowerCase(Locale.ROOT), pair.length < 2 ? "" : pair[1].strip());
            }
            parts.add(new Part(headers, part.substring(end + 4).getBytes(StandardCharsets.ISO_8859_1)));
        }
        return parts;
    }
}
