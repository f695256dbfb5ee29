package dev.formwork.core.attachment;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.util.Set;
import java.util.UUID;

/**
 * A file somebody added.
 *
 * @param name without a path
 * @param type recognised by its content, whatever its name says
 * @param size in bytes
 */
public record Attachment(UUID id, String name, String type, int size) {

  /** What browsers show without running anything in it. */
  private static final Set<String> SHOWN =
      Set.of("image/png", "image/jpeg", "image/gif", "image/webp", "application/pdf");

  /** Whether a browser may show it; everything else is only ever saved. */
  @JsonIgnore
  public boolean isShown() {
    return SHOWN.contains(type);
  }

  @JsonIgnore
  public boolean isPicture() {
    return isShown() && type.startsWith("image/");
  }
}
