package dev.formwork.ui.record;

import com.vaadin.flow.component.AttachEvent;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import dev.formwork.core.compile.CompiledForm;
import dev.formwork.ui.command.PacedWork;
import dev.formwork.ui.field.FieldDisplay;
import dev.formwork.ui.text.UiTexts;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Keeps what is entered in a form in the browser until it is saved, and offers it again to whoever
 * comes back to the form: after another record, another page, a lost session, a new server. The
 * page itself notes each key that is pressed, so that nothing depends on the server being there.
 */
public final class UnsavedBanner extends Div {

  /** Where the browser keeps it. */
  public enum Area {
    /** Until the member signs out. */
    BROWSER("localStorage"),
    /** Until the page is closed, for visitors without an account. */
    PAGE("sessionStorage");

    private final String storage;

    Area(String storage) {
      this.storage = storage;
    }
  }

  private static final String MODULE = "context://formwork/unsaved.js";

  /** What is entered is passed on to the browser this often at most. */
  private static final Duration SHORTEST_PAUSE = Duration.ofMillis(400);

  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(3);

  private final transient CompiledForm form;
  private final RecordForm inputs;
  private final ZoneId zone;
  private final Area area;
  private final transient Consumer<List<Clash>> onRestored;
  private final transient PacedWork keep;
  private String key = "";

  /** How much of what was typed has come here, as the page counts. */
  private int heard;

  /**
   * @param zone of whoever reads the times
   * @param onRestored told where the record was changed meanwhile
   */
  public UnsavedBanner(
      CompiledForm form,
      RecordForm inputs,
      ZoneId zone,
      Area area,
      Consumer<List<Clash>> onRestored) {
    this.form = form;
    this.inputs = inputs;
    this.zone = zone;
    this.area = area;
    this.onRestored = onRestored;
    this.keep = new PacedWork(this, SHORTEST_PAUSE, LONGEST_PAUSE, this::keep);
    addClassName("fw-unsaved");
    setId("unsaved");
    getElement().setAttribute("role", "status");
    inputs
        .getElement()
        .addEventListener(
            "fw-typed", event -> heard = event.getEventData().get("event.detail.count").asInt())
        .addEventData("event.detail.count");
    inputs
        .getElement()
        .addEventListener(
            "fw-unsaved",
            event ->
                offer(
                    event.getEventData().get("event.detail.entry").asString(),
                    event.getEventData().get("event.detail.json").asString(),
                    event.getEventData().get("event.detail.at").asLong()))
        .addEventData("event.detail.entry")
        .addEventData("event.detail.json")
        .addEventData("event.detail.at");
  }

  @Override
  protected void onAttach(AttachEvent event) {
    event.getUI().getPage().addJsModule(MODULE);
  }

  /**
   * The form now shows something else.
   *
   * @param shown tells it from everything else that anybody fills in in this browser
   */
  public void show(String shown) {
    key = shown;
    keep.cancel();
    removeAll();
    inputs
        .getElement()
        .executeJs("window.formworkUnsaved.watch(this, $0, $1, $2)", key, area.storage, base());
  }

  /** The record that is shown holds something else by now. */
  public void renewed() {
    inputs.getElement().executeJs("window.formworkUnsaved.renewed(this, $0)", base());
  }

  private String base() {
    return inputs.stored().map(stored -> UnsavedChangesJson.base(form, stored)).orElse("");
  }

  /** Something was entered. */
  public void edited() {
    keep.ask();
  }

  /** Passes on what is entered before something else happens to the form. */
  public void keep() {
    var changes = inputs.unsaved();
    inputs
        .getElement()
        .executeJs(
            "window.formworkUnsaved.keep(this, $0, $1)",
            changes.isEmpty() ? "" : UnsavedChangesJson.write(form, changes),
            heard);
  }

  /** What was entered is stored. */
  public void saved() {
    keep.cancel();
    inputs.getElement().executeJs("window.formworkUnsaved.saved(this, $0)", heard);
  }

  private void offer(String entry, String json, long at) {
    UnsavedChangesJson.read(form, json)
        .ifPresentOrElse(changes -> offer(entry, changes, at), () -> drop(entry));
  }

  private void offer(String entry, UnsavedChanges changes, long at) {
    removeAll();
    var words = new Div(new Span(UiTexts.of("unsaved.from", when(at))), fields(changes));
    var restore =
        new Button(
            UiTexts.of("unsaved.restore"),
            _ -> {
              removeAll();
              drop(entry);
              onRestored.accept(inputs.restore(changes));
            });
    restore.addThemeVariants(ButtonVariant.LUMO_PRIMARY, ButtonVariant.LUMO_SMALL);
    restore.setId("unsaved-restore");
    var discard =
        new Button(
            UiTexts.of("unsaved.discard"),
            _ -> {
              removeAll();
              drop(entry);
            });
    discard.addThemeVariants(ButtonVariant.LUMO_TERTIARY, ButtonVariant.LUMO_SMALL);
    discard.setId("unsaved-discard");
    add(words, restore, discard);
  }

  /** A time of today, or with its day. */
  private String when(long at) {
    var display = new FieldDisplay(UiTexts.locale(), zone, Map.of());
    var then = Instant.ofEpochMilli(at).atZone(zone).truncatedTo(ChronoUnit.MINUTES);
    return then.toLocalDate().equals(LocalDate.now(zone))
        ? display.time(then.toLocalTime())
        : display.moment(then.toOffsetDateTime());
  }

  private Span fields(UnsavedChanges changes) {
    var typed = changes.texts().keySet().stream().map(place -> place.split("/", -1)[0]).toList();
    var titles =
        form.definition().fields().stream()
            .filter(
                field ->
                    changes.mine().given().get(form.definition().fields().indexOf(field))
                        || typed.contains(field.key().value()))
            .map(field -> field.title().in(UiTexts.locale()))
            .toList();
    var span = new Span(String.join(", ", titles));
    span.addClassName("fw-muted");
    return span;
  }

  private void drop(String entry) {
    inputs.getElement().executeJs("window.formworkUnsaved.drop($0, $1)", entry, area.storage);
  }
}
