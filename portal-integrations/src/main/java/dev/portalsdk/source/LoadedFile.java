package dev.portalsdk.source;

/** A file in memory. */
@SuppressWarnings("ArrayRecordComponent") // never compared
record LoadedFile(String path, String url, byte[] bytes, boolean executable) implements SourceFile {
    @Override
    public long size() {
        return bytes.length;
    }

    @Override
    public String toString() {
        return url + " (" + bytes.length + " bytes)";
    }
}
