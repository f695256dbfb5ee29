package dev.formwork.ui.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A server that speaks TLS itself. The certificate is good for a hundred years and nothing else.
 */
final class TlsTest {

  @TempDir static Path data;

  private static String file(String name) {
    return Path.of("src", "test", "resources", "tls", name).toAbsolutePath().toString();
  }

  @Test
  void it_speaks_tls_alone_and_its_cookies_are_secure() throws Exception {
    var options = List.of("--tls-cert", file("cert.pem"), "--tls-key", file("key.pem"));
    try (var formwork = RunningFormwork.start(data, List.of(), options);
        var client = HttpClient.newBuilder().sslContext(trusting()).build()) {
      var plain = formwork.address();
      var answer = get(client, plain.replace("http:", "https:") + "sign-in");
      assertThat(answer.statusCode()).isEqualTo(200);
      assertThat(answer.headers().firstValue("Strict-Transport-Security"))
          .hasValue("max-age=31536000");
      assertThat(answer.headers().allValues("Set-Cookie"))
          .isNotEmpty()
          .allMatch(cookie -> cookie.contains("Secure") && cookie.contains("HttpOnly"));
      assertThatThrownBy(() -> get(client, plain + "sign-in")).isInstanceOf(IOException.class);
    }
  }

  private static HttpResponse<String> get(HttpClient client, String address)
      throws IOException, InterruptedException {
    return client.send(
        HttpRequest.newBuilder(URI.create(address)).build(), HttpResponse.BodyHandlers.ofString());
  }

  private static SSLContext trusting() throws GeneralSecurityException, IOException {
    var store = KeyStore.getInstance(KeyStore.getDefaultType());
    store.load(null, null);
    try (var certificate = TlsTest.class.getResourceAsStream("/tls/cert.pem")) {
      store.setCertificateEntry(
          "own", CertificateFactory.getInstance("X.509").generateCertificate(certificate));
    }
    var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(store);
    var context = SSLContext.getInstance("TLS");
    context.init(null, trust.getTrustManagers(), null);
    return context;
  }
}
