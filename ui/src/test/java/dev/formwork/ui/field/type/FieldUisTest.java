package dev.formwork.ui.field.type;

import static org.assertj.core.api.Assertions.assertThat;

import dev.formwork.core.field.FieldType;
import java.util.Arrays;
import java.util.Locale;
import java.util.ResourceBundle;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class FieldUisTest {

  private static Stream<FieldUi> types() {
    return Arrays.stream(FieldType.values()).map(FieldUis::of);
  }

  @Test
  void a_new_field_is_of_the_type_that_was_picked() {
    assertThat(types().map(type -> type.field().type())).containsExactly(FieldType.values());
  }

  @Test
  void each_type_has_an_icon_of_its_own() {
    assertThat(types().map(FieldUi::icon)).doesNotHaveDuplicates();
  }

  @Test
  void each_group_of_the_palette_has_types() {
    assertThat(types().map(FieldUi::group)).contains(PaletteGroup.values());
  }

  @Test
  void types_and_groups_have_names_in_both_languages() {
    for (var locale : new Locale[] {Locale.ENGLISH, Locale.CHINESE}) {
      var texts = ResourceBundle.getBundle("dev.formwork.ui.texts", locale);
      for (var type : FieldType.values()) {
        assertThat(texts.getString("type." + type.json())).isNotBlank();
      }
      for (var group : PaletteGroup.values()) {
        assertThat(texts.getString("palette." + group.name().toLowerCase(Locale.ROOT)))
            .isNotBlank();
      }
    }
  }
}
