package dev.portalsdk.samples.portal.web;

import dev.portalsdk.http.exchange.HttpException;
import dev.portalsdk.http.exchange.Response;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/** Style sheet, script and icons, under addresses that change with their content, so that browsers may keep them. */
public final class Assets {
    private static final String FOLDER = "/dev/portalsdk/samples/portal/assets/";
    private static final Map<String, String> TYPES = Map.of(
            "portal.css", "text/css; charset=utf-8",
            "portal.js", "text/javascript; charset=utf-8",
            "icons.svg", "image/svg+xml",
            "favicon.svg", "image/svg+xml");

    private final Map<String, byte[]> files = new LinkedHashMap<>();
    private final Map<String, String> urls = new LinkedHashMap<>();

    public Assets() {
        TYPES.keySet().forEach(name -> {
            byte[] bytes = read(name);
            files.put(name, bytes);
            urls.put(name, "/assets/" + name + "?v=" + hash(bytes));
        });
    }

    /** Where a browser finds a file. */
    public String url(String name) {
        return Objects.requireNonNull(urls.get(name), name);
    }

    /** Answers requests of {@code /assets/{name}}. */
    public Response serve(Visit visit) {
        String name = visit.path("name");
        byte[] bytes = files.get(name);
        if (bytes == null) {
            throw HttpException.notFound("There is no such file.");
        }
        return Response.ok()
                .bytes(Objects.requireNonNull(TYPES.get(name)), bytes)
                .header("Cache-Control", "public, max-age=31536000, immutable");
    }

    private static byte[] read(String name) {
        try (InputStream in = Objects.requireNonNull(Assets.class.getResourceAsStream(FOLDER + name), name)) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String hash(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes), 0, 6);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
