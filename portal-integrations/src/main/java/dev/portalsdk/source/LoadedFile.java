package dev.portalsdk.source;

/** A file in memory. */
@SuppressWarnings("ArrayRecordComponent") // never compared
record LoadedFile(String path, String url, byte[] bytes) implements SourceFile {
    @Override
    public long size() {
        return bytes.length;
    }

    @Override
    public boolean executable() {
        return false;
    }

    @Override
    public String toString() {
        return url + " (" + bytes.length + " bytes)";
    }
}
