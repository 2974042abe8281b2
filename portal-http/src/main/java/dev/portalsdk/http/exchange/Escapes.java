package dev.portalsdk.http.exchange;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Percent escapes of paths and parameters. */
final class Escapes {
    private Escapes() {}

    /**
     * @param plus whether a plus stands for a space
     * @throws HttpException (400) if an escape is broken, or the bytes are no UTF-8
     */
    static String decode(String text, boolean plus) {
        if (text.indexOf('%') < 0 && (!plus || text.indexOf('+') < 0)) {
            return text;
        }
        byte[] encoded = text.getBytes(StandardCharsets.UTF_8);
        ByteBuffer decoded = ByteBuffer.allocate(encoded.length);
        for (int i = 0; i < encoded.length; i++) {
            if (encoded[i] == '%') {
                decoded.put((byte) (digit(text, encoded, i + 1) << 4 | digit(text, encoded, i + 2)));
                i += 2;
            } else {
                decoded.put(plus && encoded[i] == '+' ? (byte) ' ' : encoded[i]);
            }
        }
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(decoded.flip()).toString();
        } catch (CharacterCodingException e) {
            throw HttpException.input("\"" + text + "\" is not UTF-8 in percent escapes");
        }
    }

    private static int digit(String text, byte[] encoded, int at) {
        int digit = at < encoded.length ? Character.digit(encoded[at], 16) : -1;
        if (digit < 0) {
            throw HttpException.input("\"" + text + "\" holds a broken percent escape");
        }
        return digit;
    }
}
