package dev.formwork.ui.list;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.server.streams.DownloadHandler;
import com.vaadin.flow.server.streams.DownloadResponse;
import dev.formwork.core.access.Caller;
import dev.formwork.core.compile.CompiledForm;
import dev.formwork.core.importexport.ExportFormat;
import dev.formwork.core.importexport.RecordExport.ExportRequest;
import dev.formwork.core.problem.Refusal;
import dev.formwork.ui.command.ServiceCalls;
import dev.formwork.ui.text.UiTexts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.util.List;

/** Takes what a list shows into a file. */
final class ExportDialog extends Dialog {

  private final transient Caller caller;
  private final transient CompiledForm form;
  private final transient RecordListServices services;
  private final transient RecordListActions.CurrentQuery currentQuery;

  ExportDialog(
      Caller caller,
      CompiledForm form,
      RecordListServices services,
      RecordListActions.CurrentQuery currentQuery) {
    this.caller = caller;
    this.form = form;
    this.services = services;
    this.currentQuery = currentQuery;
    setHeaderTitle(UiTexts.of("export.open"));
    var body =
        new Div(
            new Paragraph(
                UiTexts.of(
                    currentQuery.filter() == null && currentQuery.words() == null
                        ? "export.all"
                        : "export.shown")));
    for (var format : ExportFormat.values()) {
      body.add(choice(format));
    }
    body.addClassName("fw-dialog-body");
    add(body);
    getFooter().add(new Button(UiTexts.of("close"), _ -> close()));
  }

  private Anchor choice(ExportFormat format) {
    var anchor = new Anchor(DownloadHandler.fromInputStream(_ -> file(format)), "");
    var name = new Span(UiTexts.of("export." + format.extension()));
    name.addClassName("fw-strong");
    var help = new Span(UiTexts.of("export." + format.extension() + ".help"));
    help.addClassName("fw-muted");
    anchor.add(VaadinIcon.DOWNLOAD.create(), new Div(name, help));
    anchor.addClassName("fw-download");
    anchor.setId("export-" + format.extension());
    return anchor;
  }

  /** What is refused here is refused again when the dialog opens anew; the file then says so. */
  private DownloadResponse file(ExportFormat format) {
    var exportRequest =
        new ExportRequest(
            format, currentQuery.filter(), currentQuery.words(), List.of(), List.of());
    try {
      var file = ServiceCalls.await(() -> services.exports.export(caller, form, exportRequest));
      // Before it is opened: from then on it has no name any more.
      long size = Files.size(file.path());
      return new DownloadResponse(
          Files.newInputStream(file.path(), StandardOpenOption.DELETE_ON_CLOSE),
          file.name(),
          format.mediaType(),
          size);
    } catch (Refusal refusal) {
      return DownloadResponse.error(refusal.kind().status(), UiTexts.of(refusal));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
