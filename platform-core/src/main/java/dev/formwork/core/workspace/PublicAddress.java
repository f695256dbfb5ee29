package dev.formwork.core.workspace;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Where people reach this installation. It is configured, never taken from what a request says of
 * itself: whoever asks for a letter to somebody else could say anything.
 */
@ApplicationScoped
public class PublicAddress {

  private final String address;

  PublicAddress(
      @ConfigProperty(name = "formwork.address") Optional<String> address,
      @ConfigProperty(name = "quarkus.http.port", defaultValue = "8080") int port) {
    this.address = address.orElse("http://localhost:" + port).replaceAll("/+$", "");
  }

  /** The whole address of a screen. */
  public String of(String path) {
    return address + "/" + path;
  }
}
