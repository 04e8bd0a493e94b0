package dev.cairn.server.http;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.cairn.CairnException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.regex.Pattern;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/**
 * What a server shows when it is called over TLS. Read once, at the start.
 *
 * @param certificate its chain in PEM, its own certificate first
 * @param key the private key in PEM (PKCS #8), of RSA or an elliptic curve
 */
public record TlsFiles(Path certificate, Path key) {
  private static final Pattern PKCS8 =
      Pattern.compile("-----BEGIN PRIVATE KEY-----([A-Za-z0-9+/=\\s]+)-----END PRIVATE KEY-----");

  /**
   * What the web server needs.
   *
   * @throws CairnException.Invalid when a file cannot be read, or the two do not go together
   */
  SSLContext context() {
    try {
      var chain = chain();
      var store = KeyStore.getInstance("PKCS12");
      store.load(null, null);
      store.setKeyEntry("server", privateKey(), new char[0], chain);
      var keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
      keys.init(store, new char[0]);
      var context = SSLContext.getInstance("TLS");
      context.init(keys.getKeyManagers(), null, null);
      return context;
    } catch (IOException | GeneralSecurityException failure) {
      throw unreadable("the certificate and its key cannot be used: " + failure.getMessage());
    }
  }

  private Certificate[] chain() throws IOException, GeneralSecurityException {
    try (var in = Files.newInputStream(certificate)) {
      var chain = CertificateFactory.getInstance("X.509").generateCertificates(in);
      if (chain.isEmpty()) {
        throw unreadable(certificate.getFileName() + " holds no certificate");
      }
      return chain.toArray(Certificate[]::new);
    }
  }

  private PrivateKey privateKey() throws IOException, GeneralSecurityException {
    var found = PKCS8.matcher(Files.readString(key, US_ASCII));
    if (!found.find()) {
      throw unreadable(key.getFileName() + " holds no private key in PKCS #8");
    }
    var spec = new PKCS8EncodedKeySpec(Base64.getMimeDecoder().decode(found.group(1)));
    for (var algorithm : List.of("RSA", "EC")) {
      try {
        return KeyFactory.getInstance(algorithm).generatePrivate(spec);
      } catch (InvalidKeySpecException another) {
        // It says itself of which kind it is, and the next may be it.
      }
    }
    throw unreadable(key.getFileName() + " is neither a key of RSA nor of an elliptic curve");
  }

  private static CairnException.Invalid unreadable(String problem) {
    return new CairnException.Invalid(
        "invalid_certificate",
        problem,
        "name PEM files; `openssl pkcs8 -topk8 -nodes` turns other keys into PKCS #8");
  }
}
