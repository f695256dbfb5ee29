package dev.formwork.ui.flow.tryout;

import dev.formwork.core.expression.value.RecordRef;
import dev.formwork.core.field.Field;
import dev.formwork.core.field.LookupField;
import dev.formwork.core.field.SampleSource;
import dev.formwork.core.field.Sampled;
import dev.formwork.ui.record.ValueSuggestions;
import dev.formwork.ui.text.UiTexts;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Generates plausible values for a sample record. Lookups use existing records.
 *
 * @param now of whoever makes it up
 * @param me stands wherever a member is named
 * @param lookups the first record that a lookup offers; null: there is none
 */
record SampleValues(
    OffsetDateTime now, ZoneId zone, UUID me, Function<LookupField, RecordRef> lookups)
    implements ValueSuggestions {

  @Override
  public Object of(Field field, Object above, Supplier<Optional<List<RecordRef>>> narrowed) {
    return field instanceof Sampled sampled ? sampled.sample(new Source(above, narrowed)) : null;
  }

  /** What the value of one field is made of. */
  private final class Source implements SampleSource {
    private final Object above;
    private final Supplier<Optional<List<RecordRef>>> narrowed;

    Source(Object above, Supplier<Optional<List<RecordRef>>> narrowed) {
      this.above = above;
      this.narrowed = narrowed;
    }

    @Override
    public OffsetDateTime now() {
      return now;
    }

    @Override
    public ZoneId zone() {
      return zone;
    }

    @Override
    public UUID me() {
      return me;
    }

    /** Nobody else may have what is unique. */
    @Override
    public String text(Field field) {
      var text = UiTexts.of("try.sample.text", field.title().in(UiTexts.locale()));
      return field.head().unique() ? text + " " + now.toEpochSecond() : text;
    }

    @Override
    public Object above() {
      return above;
    }

    @Override
    public RecordRef record(LookupField field) {
      return narrowed
          .get()
          .map(offered -> offered.stream().findFirst().orElse(null))
          .orElseGet(() -> lookups.apply(field));
    }
  }
}
