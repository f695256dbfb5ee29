package dev.formwork.core.compile;

import dev.formwork.core.definition.FormDefinition;
import dev.formwork.core.naming.FormKey;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Remembers which forms a compilation asked for: only while their definitions stay as they are does
 * its result hold.
 */
final class RecordingDirectory implements FormDirectory {

  private final FormDirectory forms;
  private final Set<FormKey> asked = new HashSet<>();

  RecordingDirectory(FormDirectory forms) {
    this.forms = forms;
  }

  @Override
  public Optional<FormDefinition> form(FormKey key) {
    asked.add(key);
    return forms.form(key);
  }

  @Override
  public List<String> keys() {
    return forms.keys();
  }

  Set<FormKey> asked() {
    return Set.copyOf(asked);
  }
}
