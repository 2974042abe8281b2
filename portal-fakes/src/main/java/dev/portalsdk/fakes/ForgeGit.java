package dev.portalsdk.fakes;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import org.eclipse.jgit.transport.PacketLineOut;
import org.eclipse.jgit.transport.ReceivePack;
import org.eclipse.jgit.transport.RefAdvertiser;
import org.eclipse.jgit.transport.UploadPack;

/**
 * Git's smart HTTP protocol (gitprotocol-http), versions 0 and 2, by JGit's own server side: {@code info/refs},
 * {@code git-upload-pack} and {@code git-receive-pack}.
 */
final class ForgeGit {
    private static final String UPLOAD = "git-upload-pack";
    private static final String RECEIVE = "git-receive-pack";

    private final int maxBytes;

    /** @param maxBytes of a request's body after decompression */
    ForgeGit(int maxBytes) {
        this.maxBytes = maxBytes;
    }

    /** The service that a request is for; empty if it is not one of Git's. */
    static Optional<String> service(ForgeExchange exchange) {
        String path = exchange.rawPath();
        Optional<String> service = path.endsWith("/info/refs")
                ? exchange.query("service")
                : Optional.of(path.substring(path.lastIndexOf('/') + 1));
        return service.filter(List.of(UPLOAD, RECEIVE)::contains);
    }

    static boolean writes(String service) {
        return service.equals(RECEIVE);
    }

    void answer(ForgeExchange exchange, ForgeRepository repository, String service) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        boolean advertise = exchange.rawPath().endsWith("/info/refs");
        if (advertise) {
            advertise(exchange, repository, service, out);
        } else {
            InputStream in = input(exchange);
            if (writes(service)) {
                receivePack(repository).receive(in, out, null);
            } else {
                uploadPack(exchange, repository).upload(in, out, null);
            }
        }
        exchange.set("Cache-Control", "no-cache");
        exchange.send(200, "application/x-" + service + (advertise ? "-advertisement" : "-result"), out.toByteArray());
    }

    private void advertise(
            ForgeExchange exchange, ForgeRepository repository, String service, ByteArrayOutputStream out)
            throws IOException {
        PacketLineOut packets = new PacketLineOut(out);
        RefAdvertiser advertiser = new RefAdvertiser.PacketLineOutRefAdvertiser(packets);
        if (writes(service)) {
            packets.writeString("# service=" + service + "\n");
            packets.end();
            receivePack(repository).sendAdvertisedRefs(advertiser);
        } else {
            uploadPack(exchange, repository).sendAdvertisedRefs(advertiser, service);
        }
    }

    private static UploadPack uploadPack(ForgeExchange exchange, ForgeRepository repository) {
        UploadPack pack = new UploadPack(repository.git());
        pack.setBiDirectionalPipe(false);
        exchange.header("Git-Protocol").ifPresent(version -> pack.setExtraParameters(List.of(version.split(":"))));
        return pack;
    }

    private ReceivePack receivePack(ForgeRepository repository) {
        ReceivePack pack = new ReceivePack(repository.git());
        pack.setBiDirectionalPipe(false);
        pack.setMaxPackSizeLimit(maxBytes);
        return pack;
    }

    private InputStream input(ForgeExchange exchange) throws IOException {
        InputStream body = new ByteArrayInputStream(exchange.body());
        boolean zipped =
                exchange.header("Content-Encoding").filter("gzip"::equals).isPresent();
        if (!zipped) {
            return body;
        }
        byte[] plain = new GZIPInputStream(body).readNBytes(maxBytes + 1);
        if (plain.length > maxBytes) {
            throw new IOException("the request is larger than " + maxBytes + " bytes");
        }
        return new ByteArrayInputStream(plain);
    }
}
