package dev.formwork.ui.web;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class SocketOriginsTest {

  @ParameterizedTest
  @CsvSource({
    "http://localhost:8080, localhost:8080, '', true",
    "https://formwork.example, formwork.example, '', true",
    "https://Formwork.example, formwork.example, '', true",
    "https://formwork.example, 10.0.0.3:8080, formwork.example, true",
    ", localhost:8080, '', true",
    "http://evil.example, localhost:8080, '', false",
    "http://localhost:8080.evil.example, localhost:8080, '', false",
    "http://localhost:9090, localhost:8080, '', false",
    "null, localhost:8080, '', false",
    "http://evil.example, , '', false",
    "file://, localhost:8080, '', false",
    "'not an address', localhost:8080, '', false"
  })
  void a_socket_is_opened_to_our_own_pages(String origin, String host, String own, boolean isOurs) {
    assertEquals(isOurs, SocketOrigins.isOurs(origin, host, own));
  }
}
