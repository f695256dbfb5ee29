package dev.formwork.ui.importing;

import com.vaadin.flow.component.DetachEvent;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.component.upload.Upload;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.Route;
import com.vaadin.flow.server.streams.UploadHandler;
import dev.formwork.core.access.Caller;
import dev.formwork.core.compile.CompiledForm;
import dev.formwork.core.csv.CsvFormat;
import dev.formwork.core.csv.CsvTable;
import dev.formwork.core.importexport.ImportPlan;
import dev.formwork.core.importexport.ImportService;
import dev.formwork.core.naming.AppKey;
import dev.formwork.core.naming.MemberId;
import dev.formwork.core.organization.Membership;
import dev.formwork.core.record.access.RecordAccess;
import dev.formwork.core.workspace.compiled.CompiledForms;
import dev.formwork.ui.command.AddressKeys;
import dev.formwork.ui.command.ServiceCalls;
import dev.formwork.ui.command.Toast;
import dev.formwork.ui.command.UiCommands;
import dev.formwork.ui.field.FieldDisplay;
import dev.formwork.ui.session.MemberView;
import dev.formwork.ui.text.UiTexts;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;

/** Importing a file, in three steps: file, plan, run. */
@Route("import/:app/:form")
public final class ImportView extends MemberView implements HasDynamicTitle {

  private final transient CompiledForms forms;
  private final transient ImportService imports;
  private transient Caller caller;
  private transient CompiledForm form;
  private AppKey app;
  private final Div step = new Div();
  private transient ImportProgress progress;

  public ImportView(CompiledForms forms, ImportService imports) {
    super("gallery");
    this.forms = forms;
    this.imports = imports;
    addClassName("fw-page");
  }

  @Override
  protected void enter(Caller entering, BeforeEnterEvent event) {
    caller = entering;
    app = AddressKeys.app(event);
    var key = AddressKeys.form(event);
    form = ServiceCalls.await(() -> forms.form(caller.workspace(), app, key));
    RecordAccess.requireImport(caller, form);
    removeAll();
    var title = new H1(UiTexts.of("import.title", form.definition().title().in(UiTexts.locale())));
    var back =
        new Button(
            UiTexts.of("back"),
            VaadinIcon.ARROW_LEFT.create(),
            _ -> getUI().ifPresent(ui -> ui.navigate("app/" + app + "/" + form.key())));
    back.addThemeVariants(ButtonVariant.LUMO_TERTIARY);
    var bar = new Div(title, back);
    bar.addClassName("fw-page-bar");
    step.addClassName("fw-steps");
    add(bar, step);
    chooseFile();
  }

  private void chooseFile() {
    step.removeAll();
    var upload = new Upload();
    upload.setUploadHandler(
        UploadHandler.inMemory((metadata, content) -> arrived(metadata.fileName(), content)));
    upload.setAcceptedFileTypes(".csv", ".txt", ".xlsx", "text/csv");
    upload.setMaxFiles(1);
    upload.setMaxFileSize(CsvTable.MAX_BYTES);
    upload.addFileRejectedListener(
        event -> Toast.refused(UiTexts.of("import.rejected", CsvTable.MAX_BYTES / (1024 * 1024))));
    var choose = new Button(UiTexts.of("import.choose"), VaadinIcon.FILE_ADD.create());
    choose.addThemeVariants(ButtonVariant.LUMO_PRIMARY);
    upload.setUploadButton(choose);
    upload.setDropLabel(new com.vaadin.flow.component.html.Span(UiTexts.of("import.drop")));
    var card =
        new Div(
            new H2(UiTexts.of("import.step1")), new Paragraph(UiTexts.of("import.lead")), upload);
    card.addClassName("fw-card-panel");
    step.add(card);
    for (var run : ServiceCalls.await(() -> imports.latest(caller, form))) {
      if (!run.isOver()) {
        watch(run.id());
        return;
      }
    }
  }

  private void arrived(String fileName, byte[] content) {
    suggest(fileName, content, CsvFormat.DETECTED);
  }

  /** What the file becomes by its own names of columns, written so. */
  private void suggest(String fileName, byte[] content, CsvFormat format) {
    UiCommands.run(() -> imports.guessed(form, content, format))
        .ifPresentOrElse(plan -> agree(fileName, content, plan.written(format)), this::chooseFile);
  }

  private void agree(String fileName, byte[] content, ImportPlan plan) {
    UiCommands.run(() -> imports.analyse(caller, form, content, plan))
        .ifPresent(
            analysis -> {
              step.removeAll();
              step.add(
                  new ImportPlanEditor(
                      form,
                      new FieldDisplay(UiTexts.locale(), caller.zone(), names()),
                      fileName,
                      analysis,
                      new ImportPlanEditor.Listener(
                          changed -> agree(fileName, content, changed),
                          format -> suggest(fileName, content, format),
                          agreed -> start(fileName, content, agreed),
                          this::chooseFile)));
            });
  }

  private Map<MemberId, String> names() {
    return caller.people().standings().stream()
        .collect(Collectors.toMap(Membership::member, Membership::name));
  }

  private void start(String fileName, byte[] content, ImportPlan plan) {
    UiCommands.run(() -> imports.start(caller, form, fileName, content, plan))
        .ifPresent(this::watch);
  }

  private void watch(UUID id) {
    step.removeAll();
    progress =
        new ImportProgress(
            caller,
            imports,
            id,
            UI.getCurrent(),
            "app/" + app + "/" + form.definition().key(),
            this::chooseFile);
    step.add(progress);
    progress.start();
  }

  @Override
  protected void onDetach(DetachEvent event) {
    if (progress != null) {
      progress.stop();
    }
  }

  @Override
  public String getPageTitle() {
    return UiTexts.of("import.open") + " · Formwork";
  }
}
