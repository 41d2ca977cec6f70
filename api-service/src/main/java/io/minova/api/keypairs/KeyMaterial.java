package io.minova.api.keypairs;

import io.minova.api.faults.ApiFault;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.interfaces.RSAPublicKey;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;

/**
 * Public keys and their fingerprints, and new RSA key pairs, with a certificate if wanted.
 *
 * <p>Failure: 400 for a text that is no public key.
 * <p>Mirrors {@code nova/crypto.py: generate_fingerprint, generate_x509_fingerprint, generate_key_pair, generate_winrm_x509_cert}.
 */
final class KeyMaterial {

    // 2048: as Nova generates.
    private static final int RSA_BITS = 2048;
    private static final int PEM_LINE = 64;

    /** A new pair: the public key as OpenSSH writes it, the private one as PEM. */
    record Generated(String publicKey, String privateKey) {}

    private KeyMaterial() {}

    static String fingerprint(String type, String publicKey) {
        return type.equals("x509") ? x509Fingerprint(publicKey) : sshFingerprint(publicKey);
    }

    private static String sshFingerprint(String publicKey) {
        String[] words = publicKey.strip().split("\\s+");
        try {
            byte[] blob = Base64.getDecoder().decode(words.length < 2 ? "!" : words[1]);
            String type = typeIn(blob);
            if (!type.equals(words[0])) {
                throw invalid();
            }
            return hex(MessageDigest.getInstance("MD5").digest(blob));
        } catch (IllegalArgumentException | GeneralSecurityException e) {
            throw invalid();
        }
    }

    /** The name of the key's type with which its binary form begins. */
    private static String typeIn(byte[] blob) {
        if (blob.length < 4) {
            throw invalid();
        }
        int length = (blob[0] & 0xff) << 24 | (blob[1] & 0xff) << 16 | (blob[2] & 0xff) << 8 | blob[3] & 0xff;
        if (length <= 0 || length >= blob.length - 4) {
            throw invalid();
        }
        return new String(blob, 4, length, StandardCharsets.US_ASCII);
    }

    private static String x509Fingerprint(String pem) {
        try {
            var certificate =
                    CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(pem.getBytes(StandardCharsets.UTF_8)));
            return hex(MessageDigest.getInstance("SHA-1").digest(certificate.getEncoded()));
        } catch (CertificateException e) {
            throw ApiFault.badRequest("Keypair data is invalid: failed to generate X509 fingerprint. Error message: " + e.getMessage());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JVM has SHA-1", e);
        }
    }

    private static ApiFault invalid() {
        return ApiFault.badRequest("Keypair data is invalid: failed to generate fingerprint");
    }

    /** A certificate for that user in the place of a public key; the private key in its PKCS 8 envelope, as Windows tools want it. */
    static Generated generateCertificate(String userId, Instant now) {
        try {
            KeyPair pair = rsa();
            return new Generated(
                    pem("CERTIFICATE", X509Certificates.selfSigned(pair, userId, now)), pem("PRIVATE KEY", pair.getPrivate().getEncoded()));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JVM has RSA", e);
        }
    }

    private static KeyPair rsa() throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(RSA_BITS);
        return generator.generateKeyPair();
    }

    static Generated generate() {
        try {
            KeyPair pair = rsa();
            String publicKey = "ssh-rsa " + Base64.getEncoder().encodeToString(sshBlob((RSAPublicKey) pair.getPublic())) + " Generated-by-Nova";
            return new Generated(publicKey, pem("RSA PRIVATE KEY", pkcs1(pair.getPrivate().getEncoded())));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JVM has RSA", e);
        }
    }

    private static byte[] sshBlob(RSAPublicKey key) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            for (byte[] part : new byte[][] {
                "ssh-rsa".getBytes(StandardCharsets.US_ASCII), key.getPublicExponent().toByteArray(), key.getModulus().toByteArray()
            }) {
                out.writeInt(part.length);
                out.write(part);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /** The RSA key inside a PKCS 8 envelope: what follows the version, the algorithm and the head of the octet string. */
    private static byte[] pkcs1(byte[] pkcs8) {
        int position = contentStart(pkcs8, 0);
        position = next(pkcs8, position);
        position = next(pkcs8, position);
        return Arrays.copyOfRange(pkcs8, contentStart(pkcs8, position), pkcs8.length);
    }

    private static int contentStart(byte[] der, int element) {
        int length = der[element + 1] & 0xff;
        return element + 2 + (length < 0x80 ? 0 : length & 0x7f);
    }

    private static int next(byte[] der, int element) {
        int start = contentStart(der, element);
        int length = der[element + 1] & 0xff;
        if (length >= 0x80) {
            length = 0;
            for (int i = element + 2; i < start; i++) {
                length = length << 8 | der[i] & 0xff;
            }
        }
        return start + length;
    }

    private static String pem(String what, byte[] der) {
        String body = Base64.getMimeEncoder(PEM_LINE, new byte[] {'\n'}).encodeToString(der);
        return "-----BEGIN " + what + "-----\n" + body + "\n-----END " + what + "-----\n";
    }

    private static String hex(byte[] bytes) {
        return HexFormat.ofDelimiter(":").formatHex(bytes);
    }
}
