package dev.portalsdk.source;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Names and addresses that want to lead a reader to where it must not go. */
@Timeout(30)
class ReachTest {
    @ParameterizedTest
    @CsvSource({
        "1.1.1.1, PUBLIC",
        "2606:4700:4700::1111, PUBLIC",
        "10.1.2.3, PRIVATE",
        "172.16.0.1, PRIVATE",
        "172.32.0.1, PUBLIC",
        "192.168.1.1, PRIVATE",
        "127.0.0.1, PRIVATE",
        "127.255.255.254, PRIVATE",
        "100.64.0.1, PRIVATE",
        "198.18.0.1, PRIVATE",
        "::1, PRIVATE",
        "fc00::1, PRIVATE",
        "fd12:3456::1, PRIVATE",
        "::ffff:10.0.0.1, PRIVATE",
        "::10.0.0.1, PRIVATE",
        "2002:0a00:0001::, PRIVATE",
        "64:ff9b::a00:1, PRIVATE",
        "169.254.169.254, OWN_MACHINE",
        "100.100.100.200, OWN_MACHINE",
        "0.0.0.0, OWN_MACHINE",
        "255.255.255.255, OWN_MACHINE",
        "224.0.0.1, OWN_MACHINE",
        "::, OWN_MACHINE",
        "fe80::1, OWN_MACHINE",
        "ff02::1, OWN_MACHINE",
        "fd00:ec2::254, OWN_MACHINE",
        "::ffff:169.254.169.254, OWN_MACHINE",
        "::ffff:0:169.254.169.254, OWN_MACHINE",
        "2002:a9fe:a9fe::, OWN_MACHINE",
        "64:ff9b::169.254.169.254, OWN_MACHINE",
    })
    void addressesAreToldApart(String address, Reach reach) throws UnknownHostException {
        assertEquals(reach, Reach.of(InetAddress.getByName(address)));
    }

    private static UrlReader reader(String leadsTo, String... allowed) throws UnknownHostException {
        InetAddress address = InetAddress.getByName(leadsTo);
        HostConnections.Builder builder = HostConnections.builder()
                .retries(1, java.time.Duration.ZERO)
                .addressResolver(host -> List.of(InetAddress.getByName("1.1.1.1"), address));
        for (String host : allowed) {
            builder.allow(host);
        }
        return UrlReaders.builder().connections(builder.build()).build();
    }

    @Test
    void namesUnderAWildcardMustLeadToPublicAddresses() throws IOException {
        for (String address : List.of("10.0.0.1", "127.0.0.1", "::1", "169.254.169.254", "fd00::1")) {
            NotAllowedException e = assertThrows(NotAllowedException.class, () -> reader(address, "*.acme.example")
                    .read("http://evil.acme.example/x"));
            assertTrue(e.getMessage().contains("evil.acme.example leads to"), e.getMessage());
        }
    }

    @Test
    void namedHostsMayBePrivateButNotTheMachinesOwn() throws IOException {
        for (String address : List.of("169.254.169.254", "fe80::1", "0.0.0.0", "fd00:ec2::254")) {
            assertThrows(NotAllowedException.class, () -> reader(address, "intra.acme.example")
                    .read("http://intra.acme.example/x"));
        }
        SourceException e = assertThrows(SourceException.class, () -> reader("127.0.0.1", "intra.acme.invalid:9")
                .read("http://intra.acme.invalid:9/x"));
        assertTrue(e.getMessage().contains("no connection"), e.getMessage());
    }

    @Test
    void namesUnderAWildcardThatLeadNowhereAreNotTried() {
        UrlReader reader = UrlReaders.builder()
                .connections(HostConnections.builder()
                        .allow("*.acme.example")
                        .addressResolver(host -> {
                            throw new UnknownHostException(host);
                        })
                        .build())
                .build();
        SourceException e = assertThrows(SourceException.class, () -> reader.read("http://a.acme.example/"));
        assertTrue(e.getMessage().contains("there is no host a.acme.example"), e.getMessage());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://169.254.169.254/latest/meta-data/",
                "http://[::ffff:169.254.169.254]/latest/meta-data/",
                "http://[::ffff:a9fe:a9fe]/latest/meta-data/",
                "http://2852039166/latest/meta-data/",
                "http://0xa9fea9fe/latest/meta-data/",
                "http://0251.0376.0251.0376/latest/meta-data/",
                "http://169.254.43518/latest/meta-data/",
                "http://[fd00:ec2::254]/latest/meta-data/",
                "http://[0:0:0:0:0:0:0:1]/",
                "http://127.1/",
                "http://localhost/",
                "http://acme.example@169.254.169.254/",
                "http://acme.example:80@169.254.169.254/",
                "http://acme.example%00.evil.example/",
                "http://acme.example.evil.example/",
                "file:///etc/passwd",
                "FILE:/etc/passwd",
                "jar:file:///etc/passwd!/",
                "ftp://acme.example/",
            })
    void noSpellingOfAnotherHostIsRead(String url) throws IOException {
        UrlReader reader = reader("1.1.1.1", "acme.example");
        assertThrows(
                NotAllowedException.class,
                () -> reader.read(url, ReadOptions.defaults().withReferrer("https://acme.example/catalog-info.yaml")));
    }

    @Test
    void filesAreNotReadForDocumentsOfTheWebEvenWhereFilesAreRead() {
        UrlReader reader = UrlReaders.builder().localFiles().build();
        ReadOptions fromTheWeb = ReadOptions.defaults().withReferrer("https://acme.example/catalog-info.yaml");
        for (String url : List.of("file:///etc/passwd", "/etc/passwd", "../../etc/passwd", "file:/etc/passwd")) {
            assertThrows(NotAllowedException.class, () -> reader.read(url, fromTheWeb), url);
        }
    }
}
