package dev.formwork.ui.form.design;

import dev.formwork.core.definition.FormDefinition;
import dev.formwork.core.field.BooleanField;
import dev.formwork.core.field.ChoiceField;
import dev.formwork.core.field.ChoicesField;
import dev.formwork.core.field.ComputedField;
import dev.formwork.core.field.DateField;
import dev.formwork.core.field.DateTimeField;
import dev.formwork.core.field.Field;
import dev.formwork.core.field.FieldHead;
import dev.formwork.core.field.FieldType;
import dev.formwork.core.field.LongTextField;
import dev.formwork.core.field.LookupField;
import dev.formwork.core.field.MemberField;
import dev.formwork.core.field.MoneyField;
import dev.formwork.core.field.NumberField;
import dev.formwork.core.field.Option;
import dev.formwork.core.field.RollupField;
import dev.formwork.core.field.SerialField;
import dev.formwork.core.field.Stage;
import dev.formwork.core.field.StageField;
import dev.formwork.core.field.SubformField;
import dev.formwork.core.field.TextField;
import dev.formwork.core.naming.FieldKey;
import dev.formwork.core.naming.FormKey;
import dev.formwork.core.naming.Key;
import dev.formwork.core.naming.Title;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** Creates a field of a type with a default definition and a free key. */
final class FieldFactory {

  private FieldFactory() {}

  static Field of(
      FieldType type, String titleText, Locale locale, FormDefinition form, FormKey someForm) {
    var taken =
        form.fields().stream().map(field -> field.key().value()).collect(Collectors.toSet());
    var title =
        locale.getLanguage().equals("zh") ? new Title(null, titleText) : Title.of(titleText);
    var head =
        FieldHead.of(
            new FieldKey(
                freeKey(Key.fromTitle(titleText, type.json().toLowerCase(Locale.ROOT)), taken)),
            title);
    return switch (type) {
      case TEXT -> new TextField(head, null, null, null);
      case LONG_TEXT -> new LongTextField(head, null);
      case NUMBER -> new NumberField(head, null, null, null, null, false);
      case MONEY -> new MoneyField(head, null, null, null);
      case BOOLEAN -> new BooleanField(head);
      case DATE -> new DateField(head);
      case DATE_TIME -> new DateTimeField(head);
      case CHOICE -> new ChoiceField(head, options(), null);
      case CHOICES -> new ChoicesField(head, options());
      case STAGE -> new StageField(head, stages());
      case MEMBER -> new MemberField(head, false);
      case LOOKUP -> new LookupField(head, someForm, null, null, null);
      case SERIAL -> new SerialField(head, "", null, false);
      case SUBFORM ->
          new SubformField(
              head,
              List.of(
                  new TextField(
                      FieldHead.of(new FieldKey("item"), new Title("Item", "项目")),
                      null,
                      null,
                      null)),
              null,
              null);
      case COMPUTED -> ComputedField.of(head, "0");
      case ROLLUP ->
          new RollupField(
              head,
              someForm.value(),
              form.key().value(),
              null,
              RollupField.Kind.COUNT,
              null,
              null,
              null,
              null);
    };
  }

  /** The wanted key, or the first of wanted_2, wanted_3 … that is free. */
  static String freeKey(String wanted, Set<String> taken) {
    var free = Key.RESERVED.contains(wanted) ? wanted + "_field" : wanted;
    for (int n = 2; taken.contains(free); n++) {
      free = wanted.substring(0, Math.min(36, wanted.length())) + "_" + n;
    }
    return free;
  }

  private static List<Option> options() {
    return List.of(
        new Option("option_1", new Title("Option 1", "选项 1"), "blue", false),
        new Option("option_2", new Title("Option 2", "选项 2"), "green", false));
  }

  private static List<Stage> stages() {
    return List.of(
        new Stage("open", new Title("Open", "进行中"), 50, Stage.Category.OPEN, "blue"),
        new Stage("done", new Title("Done", "完成"), 100, Stage.Category.WON, "green"));
  }
}
