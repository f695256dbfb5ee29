package dev.formwork.ui.start;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class StartOptionsTest {

  @TempDir Path folder;

  private static StartOptions of(String... arguments) {
    return StartOptions.of(arguments);
  }

  @Test
  void without_options_only_this_machine_reaches_it_and_without_tls() {
    var usual = of();
    assertEquals("127.0.0.1", usual.host());
    assertEquals(8080, usual.port());
    assertNull(usual.tls());
    assertNull(usual.database());
  }

  @Test
  void it_listens_where_it_is_told_to() {
    var options = of("--host", "0.0.0.0", "--port", "443", "--management-port", "9000");
    assertEquals("0.0.0.0", options.host());
    assertEquals(443, options.port());
    assertEquals(9000, options.managementPort());
  }

  @Test
  void proxies_are_believed_that_it_is_told_of() {
    assertEquals("", of().proxies());
    assertEquals("10.0.0.5,10.1.0.0/16", of("--proxy", "10.0.0.5,10.1.0.0/16").proxies());
  }

  @Test
  void a_certificate_comes_with_its_key() throws IOException {
    var certificate = Files.writeString(folder.resolve("cert.pem"), "c");
    var key = Files.writeString(folder.resolve("key.pem"), "k");
    var options = of("--tls-cert", certificate.toString(), "--tls-key", key.toString());
    assertEquals(new StartOptions.Tls(certificate, key), options.tls());
  }
}
