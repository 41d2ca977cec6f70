package io.minova.api.keypairs;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.Signature;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.UUID;

/**
 * Certificates with which a user can log in to a Windows guest: signed by themselves, good for ten years, for client authentication alone.
 *
 * <p>Written as DER by hand: the JDK reads certificates and makes none. Mirrors {@code nova/crypto.py: generate_winrm_x509_cert}.
 */
final class X509Certificates {

    private static final DateTimeFormatter UTC_TIME = DateTimeFormatter.ofPattern("yyMMddHHmmss'Z'").withZone(ZoneOffset.UTC);
    private static final int YEARS = 10;
    private static final int SEQUENCE = 0x30;
    private static final int SET = 0x31;
    private static final int UTF8 = 0x0c;
    private static final int OCTETS = 0x04;
    private static final int BITS = 0x03;
    // Identifiers of objects, as they stand in a certificate.
    private static final byte[] SHA256_WITH_RSA = tagged(SEQUENCE, oid("2a864886f70d01010b"), tagged(0x05));
    private static final byte[] COMMON_NAME = oid("550403");
    private static final byte[] EXTENDED_KEY_USAGE = oid("551d25");
    private static final byte[] ALTERNATIVE_NAME = oid("551d11");
    private static final byte[] CLIENT_AUTHENTICATION = oid("2b06010505070302");
    private static final byte[] PRINCIPAL_NAME = oid("2b060104018237140203");

    private X509Certificates() {}

    /** The DER form of a certificate for that user's new RSA key. */
    static byte[] selfSigned(KeyPair key, String userId, Instant now) throws GeneralSecurityException {
        byte[] name = tagged(SEQUENCE, tagged(SET, tagged(SEQUENCE, COMMON_NAME, text(userId))));
        Instant end = now.atOffset(ZoneOffset.UTC).plusYears(YEARS).toInstant();
        byte[] extensions = tagged(
                SEQUENCE,
                tagged(SEQUENCE, EXTENDED_KEY_USAGE, tagged(OCTETS, tagged(SEQUENCE, CLIENT_AUTHENTICATION))),
                tagged(SEQUENCE, ALTERNATIVE_NAME, tagged(OCTETS, tagged(
                        SEQUENCE, tagged(context(0), PRINCIPAL_NAME, tagged(context(0), text(userId + "@localhost")))))));
        byte[] serial = new BigInteger(1, HexFormat.of().parseHex(UUID.randomUUID().toString().replace("-", ""))).toByteArray();
        byte[] signed = tagged(
                SEQUENCE, tagged(context(0), tagged(0x02, new byte[] {2})), tagged(0x02, serial), SHA256_WITH_RSA, name,
                tagged(SEQUENCE, time(now), time(end)), name, key.getPublic().getEncoded(), tagged(context(3), extensions));
        Signature signature = Signature.getInstance("SHA256withRSA");
        signature.initSign(key.getPrivate());
        signature.update(signed);
        return tagged(SEQUENCE, signed, SHA256_WITH_RSA, tagged(BITS, new byte[] {0}, signature.sign()));
    }

    private static int context(int number) {
        return 0xa0 + number;
    }

    private static byte[] oid(String hex) {
        return tagged(0x06, HexFormat.of().parseHex(hex));
    }

    private static byte[] text(String text) {
        return tagged(UTF8, text.getBytes(StandardCharsets.UTF_8));
    }

    private static byte[] time(Instant instant) {
        return tagged(0x17, UTC_TIME.format(instant).getBytes(StandardCharsets.US_ASCII));
    }

    /** Tag, length, contents one after another. */
    private static byte[] tagged(int tag, byte[]... contents) {
        int length = 0;
        for (byte[] content : contents) {
            length += content.length;
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(tag);
        if (length < 0x80) {
            out.write(length);
        } else if (length < 0x100) {
            out.write(0x81);
            out.write(length);
        } else {
            out.write(0x82);
            out.write(length >> 8);
            out.write(length & 0xff);
        }
        for (byte[] content : contents) {
            out.writeBytes(content);
        }
        return out.toByteArray();
    }
}
