package dev.formwork.core.workspace;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * The public base URL of this installation. It is configured and never taken from a request,
 * because a forged request could place any address in an e-mail to someone else.
 */
@ApplicationScoped
public class PublicBaseUrl {

  private final String address;

  PublicBaseUrl(
      @ConfigProperty(name = "formwork.address") Optional<String> address,
      @ConfigProperty(name = "formwork.scheme", defaultValue = "http") String scheme,
      @ConfigProperty(name = "formwork.port", defaultValue = "8080") int port) {
    this.address = address.orElse(scheme + "://localhost:" + port).replaceAll("/+$", "");
  }

  /** The whole address of a screen. */
  public String of(String path) {
    return address + "/" + path;
  }
}
