package dev.formwork.ui.expression;

import static org.assertj.core.api.Assertions.assertThat;

import dev.formwork.core.compile.FormCompiler;
import dev.formwork.core.compile.FormDirectory;
import dev.formwork.core.definition.FormDefinition;
import dev.formwork.core.naming.AppKey;
import dev.formwork.ui.TestApps;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** How formulas are shown, and how they are kept. */
final class FormulaScopeTest {

  private static final FormDefinition ACCOUNT =
      TestApps.form(
          """
          {"key": "account", "title": {"en": "Account"}, "fields": [
            {"type": "text", "key": "name", "title": {"en": "Name"}},
            {"type": "text", "key": "area", "title": {"en": "Sales area", "zh": "区域"}}]}""");

  private static final FormDefinition ORDER =
      TestApps.form(
          """
          {"key": "order", "title": {"en": "Order"}, "fields": [
            {"type": "lookup", "key": "account", "title": {"en": "Account"}, "form": "account"},
            {"type": "text", "key": "area", "title": {"en": "Delivery area", "zh": "送货区域"}},
            {"type": "number", "key": "net", "title": {"en": "Amount"}},
            {"type": "number", "key": "gross", "title": {"en": "Amount"}},
            {"type": "subform", "key": "lines", "title": {"en": "Lines"}, "fields": [
              {"type": "lookup", "key": "supplier", "title": {"en": "Supplier"}, "form": "account"},
              {"type": "text", "key": "zone", "title": {"en": "Row zone"}}]}]}""");

  private static final Map<String, FormDefinition> FORMS =
      Map.of("account", ACCOUNT, "order", ORDER);

  private static final FormCompiler.Setting SETTING =
      FormCompiler.Setting.of("ws_test", new AppKey("shop"), FormDirectory.of(FORMS));

  @Test
  void a_filter_of_a_lookup_is_kept_with_keys_and_shown_with_titles() {
    var names = FormulaScope.asking(SETTING, ORDER, null, ACCOUNT, FORMS, Locale.ENGLISH);
    var stored = names.stored("{Sales area} = THIS.{Delivery area} AND Name <> \"x\"");
    assertThat(stored).isEqualTo("area = THIS.area AND name <> \"x\"");
    assertThat(names.shown(stored, Locale.ENGLISH))
        .isEqualTo("{Sales area} = THIS.{Delivery area} AND Name <> \"x\"");
    assertThat(names.shown(stored, Locale.CHINESE)).isEqualTo("区域 = THIS.送货区域 AND Name <> \"x\"");
    assertThat(names.judge("{Sales area} = THIS.{Delivery area}").problems()).isEmpty();
  }

  @Test
  void a_title_that_two_fields_share_is_shown_as_the_key() {
    var names = FormulaScope.of(SETTING, ORDER, null, FORMS, Locale.ENGLISH);
    assertThat(names.shown("gross - net", Locale.ENGLISH)).isEqualTo("gross - Amount");
    assertThat(names.stored("gross - Amount")).isEqualTo("gross - net");
  }

  @Test
  void a_filter_in_a_row_may_ask_by_the_row_and_by_the_record() {
    var names = FormulaScope.asking(SETTING, ORDER, "lines", ACCOUNT, FORMS, Locale.ENGLISH);
    var written = "{Sales area} = THIS.{Row zone} OR {Sales area} = THIS.{Delivery area}";
    assertThat(names.judge(written).problems()).isEmpty();
    assertThat(names.stored(written)).isEqualTo("area = THIS.zone OR area = THIS.area");
    assertThat(names.entries())
        .extracting(FormulaScope.Completion::label)
        .contains("THIS.Row zone", "THIS.Delivery area", "Sales area");
  }
}
