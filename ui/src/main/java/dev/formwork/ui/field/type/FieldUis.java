package dev.formwork.ui.field.type;

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
import dev.formwork.core.field.RatingField;
import dev.formwork.core.field.RollupField;
import dev.formwork.core.field.SerialField;
import dev.formwork.core.field.StageField;
import dev.formwork.core.field.SubformField;
import dev.formwork.core.field.TextField;
import dev.formwork.core.field.TimeField;
import dev.formwork.core.naming.FieldKey;
import dev.formwork.core.naming.FormKey;
import dev.formwork.core.naming.Title;
import dev.formwork.ui.field.FieldDisplay;

/** The way from a field to the file of its type. */
public final class FieldUis {

  private FieldUis() {}

  /** The field on screen. */
  public static FieldUi of(Field field) {
    return switch (field) {
      case TextField text -> new TextFieldUi(text);
      case LongTextField text -> new LongTextFieldUi(text);
      case NumberField number -> new NumberFieldUi(number);
      case MoneyField money -> new MoneyFieldUi(money);
      case BooleanField truth -> new BooleanFieldUi(truth);
      case DateField date -> new DateFieldUi(date);
      case DateTimeField moment -> new DateTimeFieldUi(moment);
      case TimeField time -> new TimeFieldUi(time);
      case RatingField rating -> new RatingFieldUi(rating);
      case ChoiceField choice -> new ChoiceFieldUi(choice);
      case ChoicesField choices -> new ChoicesFieldUi(choices);
      case StageField stage -> new StageFieldUi(stage);
      case MemberField member -> new MemberFieldUi(member);
      case LookupField lookup -> new LookupFieldUi(lookup);
      case SerialField serial -> new SerialFieldUi(serial);
      case SubformField rows -> new SubformFieldUi(rows);
      case ComputedField computed -> new ComputedFieldUi(computed);
      case RollupField rollup -> new RollupFieldUi(rollup);
    };
  }

  /** A field with the default definition of its type. */
  public static Field create(FieldType type, NewField fresh) {
    return switch (type) {
      case TEXT -> TextFieldUi.create(fresh);
      case LONG_TEXT -> LongTextFieldUi.create(fresh);
      case NUMBER -> NumberFieldUi.create(fresh);
      case MONEY -> MoneyFieldUi.create(fresh);
      case BOOLEAN -> BooleanFieldUi.create(fresh);
      case DATE -> DateFieldUi.create(fresh);
      case DATE_TIME -> DateTimeFieldUi.create(fresh);
      case TIME -> TimeFieldUi.create(fresh);
      case RATING -> RatingFieldUi.create(fresh);
      case CHOICE -> ChoiceFieldUi.create(fresh);
      case CHOICES -> ChoicesFieldUi.create(fresh);
      case STAGE -> StageFieldUi.create(fresh);
      case MEMBER -> MemberFieldUi.create(fresh);
      case LOOKUP -> LookupFieldUi.create(fresh);
      case SERIAL -> SerialFieldUi.create(fresh);
      case SUBFORM -> SubformFieldUi.create(fresh);
      case COMPUTED -> ComputedFieldUi.create(fresh);
      case ROLLUP -> RollupFieldUi.create(fresh);
    };
  }

  /** A new field of a type on screen, to show the type itself. */
  public static FieldUi of(FieldType type) {
    var form = new FormKey("form");
    var head = FieldHead.of(new FieldKey("field"), Title.of(type.json()));
    return of(create(type, new NewField(head, form, form)));
  }

  /** The text of a value; empty for nothing. */
  public static String text(Field field, Object value, FieldDisplay display) {
    return value == null ? "" : of(field).text(value, display);
  }
}
