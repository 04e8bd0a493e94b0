package dev.cairn.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cairn.CairnException;
import dev.cairn.Role;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Serving with a certificate, which the JDK's own tool makes. */
class TlsTest {
  private static final char[] PASSWORD = "password".toCharArray();

  @TempDir Path folder;

  private KeyStore generate(String algorithm) throws Exception {
    var file = folder.resolve("keys.p12");
    var tool = Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
    var made =
        new ProcessBuilder(
                tool,
                "-genkeypair",
                "-keyalg",
                algorithm,
                "-alias",
                "server",
                "-dname",
                "CN=x",
                "-ext",
                "SAN=ip:127.0.0.1,dns:localhost",
                "-storetype",
                "PKCS12",
                "-storepass",
                new String(PASSWORD),
                "-keystore",
                file.toString())
            .inheritIO()
            .start();
    assertThat(made.waitFor()).isZero();
    try (InputStream in = Files.newInputStream(file)) {
      var store = KeyStore.getInstance("PKCS12");
      store.load(in, PASSWORD);
      return store;
    }
  }

  private String pem(String name, String kind, byte[] bytes) throws IOException {
    var text = Base64.getMimeEncoder().encodeToString(bytes);
    var pem = "-----BEGIN " + kind + "-----\n" + text + "\n-----END " + kind + "-----\n";
    return Files.writeString(folder.resolve(name), pem).toString();
  }

  private Map<String, String> settings(KeyStore store) throws Exception {
    var certificate = store.getCertificate("server").getEncoded();
    return Map.of(
        "tlsCertificate", pem("chain.pem", "CERTIFICATE", certificate),
        "tlsKey", pem("key.pem", "PRIVATE KEY", store.getKey("server", PASSWORD).getEncoded()));
  }

  private static SSLContext trusting(KeyStore store) throws Exception {
    var trusted = KeyStore.getInstance("PKCS12");
    trusted.load(null, null);
    trusted.setCertificateEntry("server", store.getCertificate("server"));
    var managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    managers.init(trusted);
    var context = SSLContext.getInstance("TLS");
    context.init(null, managers.getTrustManagers(), null);
    return context;
  }

  @ParameterizedTest
  @ValueSource(strings = {"RSA", "EC"})
  void a_server_with_a_certificate_answers_over_tls(String algorithm) throws Exception {
    var store = generate(algorithm);
    try (var gated = new Gated(settings(store));
        var client = HttpClient.newBuilder().sslContext(trusting(store)).build()) {
      assertThat(gated.address().getScheme()).isEqualTo("https");
      var key = gated.key("mia", Role.VIEWER, Optional.empty());
      var request =
          HttpRequest.newBuilder(gated.address().resolve("/api/v1/me"))
              .header("Authorization", "Bearer " + key.text())
              .build();
      var answer = client.send(request, BodyHandlers.ofString());
      assertThat(answer.statusCode()).isEqualTo(200);
      assertThat(answer.body()).contains("\"subject\":\"mia\"");
    }
  }

  @Test
  void files_that_are_no_certificate_and_key_are_refused() throws Exception {
    var good = settings(generate("EC"));
    var bad = Files.writeString(folder.resolve("bad.pem"), "-----BEGIN NOTHING-----").toString();
    for (var name : good.keySet()) {
      for (var file : java.util.List.of(bad, folder.resolve("absent.pem").toString())) {
        var settings = new java.util.TreeMap<>(good);
        settings.put(name, file);
        assertThatThrownBy(() -> new Gated(settings).close())
            .isInstanceOfSatisfying(
                CairnException.Invalid.class,
                it -> assertThat(it.code()).isEqualTo("invalid_certificate"));
      }
    }
  }
}
