package dev.formwork.ui.field.type;

import dev.formwork.core.expression.value.RecordRef;
import dev.formwork.core.field.LookupField;
import java.util.function.Consumer;

/** Makes records that lookups are to point to, where a name was typed that is not there. */
public interface NewTargets {

  /** For screens where none are made. */
  NewTargets NONE =
      new NewTargets() {
        @Override
        public boolean mayMake(LookupField field) {
          return false;
        }

        @Override
        public void make(LookupField field, String name, Consumer<RecordRef> onMade) {
          throw new IllegalStateException("No records are made here");
        }
      };

  /** Whether whoever fills the form may make such a record and see it afterwards. */
  boolean mayMake(LookupField field);

  /**
   * Asks for what the record is to hold.
   *
   * @param name that was typed
   * @param onMade told with the new record; not when it was given up
   */
  void make(LookupField field, String name, Consumer<RecordRef> onMade);
}
