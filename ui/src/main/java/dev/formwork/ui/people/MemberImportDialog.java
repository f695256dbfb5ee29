package dev.formwork.ui.people;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.checkbox.Checkbox;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.html.UnorderedList;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.component.upload.Upload;
import com.vaadin.flow.server.streams.DownloadHandler;
import com.vaadin.flow.server.streams.DownloadResponse;
import com.vaadin.flow.server.streams.UploadHandler;
import dev.formwork.core.access.Caller;
import dev.formwork.core.csv.SpreadsheetCsv;
import dev.formwork.core.member.importing.MemberFile;
import dev.formwork.core.member.importing.MemberImport.Made;
import dev.formwork.core.problem.Refusal;
import dev.formwork.ui.command.ServiceCalls;
import dev.formwork.ui.command.Toast;
import dev.formwork.ui.command.UiCommands;
import dev.formwork.ui.text.UiTexts;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Imports members from a CSV file, after a preview. */
final class MemberImportDialog extends Dialog {

  private static final int MAX_BYTES = 1024 * 1024;
  private static final int SHOWN = 8;

  private final transient Caller caller;
  private final transient PeopleServices services;
  private final transient Runnable onDone;
  private final Div body = new Div();
  private final Button bring = new Button(UiTexts.of("member-file.bring"));
  private final Checkbox mail = new Checkbox(UiTexts.of("member-file.mail"));
  private transient byte[] content = {};

  MemberImportDialog(Caller caller, PeopleServices services, Runnable onDone) {
    this.caller = caller;
    this.services = services;
    this.onDone = onDone;
    setHeaderTitle(UiTexts.of("people.file"));
    body.addClassName("fw-dialog-body");
    add(body);
    bring.addThemeVariants(ButtonVariant.LUMO_PRIMARY);
    bring.addClickListener(_ -> bring());
    bring.setVisible(false);
    bring.setId("bring-members");
    mail.setValue(services.mailOutbox.isOn());
    getFooter().add(new Button(UiTexts.of("close"), _ -> close()), bring);
    show(new Paragraph(UiTexts.of("member-file.lead")), example(), upload());
  }

  private void show(Component... parts) {
    body.removeAll();
    body.add(parts);
  }

  private Upload upload() {
    var upload = new Upload();
    upload.setUploadHandler(UploadHandler.inMemory((_, bytes) -> arrived(bytes)));
    upload.setAcceptedFileTypes(".csv", ".txt", ".xlsx", "text/csv");
    upload.setMaxFiles(1);
    upload.setMaxFileSize(MAX_BYTES);
    upload.addFileRejectedListener(_ -> Toast.refused(UiTexts.of("import.rejected", 1)));
    var choose = new Button(UiTexts.of("import.choose"), VaadinIcon.FILE_ADD.create());
    upload.setUploadButton(choose);
    upload.setDropLabel(new Span(UiTexts.of("import.drop")));
    return upload;
  }

  private static Anchor example() {
    return file(
        UiTexts.of("member-file.example"),
        "members.csv",
        SpreadsheetCsv.of(
            List.of(
                List.of(UiTexts.of("member-file.header").split("\\|")),
                List.of(UiTexts.of("member-file.row").split("\\|")))));
  }

  private static Anchor file(String label, String name, String csv) {
    var bytes = csv.getBytes(StandardCharsets.UTF_8);
    var anchor =
        new Anchor(
            DownloadHandler.fromInputStream(
                _ ->
                    new DownloadResponse(
                        new ByteArrayInputStream(bytes),
                        name,
                        "text/csv; charset=utf-8",
                        bytes.length)),
            label);
    anchor.addClassName("fw-link");
    return anchor;
  }

  private void arrived(byte[] bytes) {
    try {
      content = bytes;
      var file = ServiceCalls.await(() -> services.imports.preview(caller, bytes));
      show(preview(file));
      bring.setVisible(
          !file.rows().isEmpty() && file.rows().stream().allMatch(MemberFile.Row::isGood));
    } catch (Refusal refusal) {
      Toast.refused(refusal);
    }
  }

  private Div preview(MemberFile file) {
    var bad = file.rows().stream().filter(row -> !row.isGood()).toList();
    var preview = new Div();
    preview.addClassName("fw-place");
    if (bad.isEmpty()) {
      preview.add(new Paragraph(UiTexts.of("member-file.good", file.rows().size())));
      var list = new UnorderedList();
      file.rows().stream()
          .limit(SHOWN)
          .forEach(row -> list.add(new ListItem(row.name() + " · " + row.login())));
      if (file.rows().size() > SHOWN) {
        list.add(new ListItem("…"));
      }
      preview.add(list);
      mail.setVisible(
          services.mailOutbox.isOn() && file.rows().stream().anyMatch(row -> row.email() != null));
      preview.add(mail);
    } else {
      preview.add(new Paragraph(UiTexts.of("member-file.bad", bad.size())));
      var list = new UnorderedList();
      bad.stream()
          .limit(20)
          .forEach(
              row ->
                  row.problems()
                      .forEach(
                          problem ->
                              list.add(
                                  new ListItem(
                                      UiTexts.of(
                                          "member-file.row-problem",
                                          row.number(),
                                          UiTexts.of(problem))))));
      preview.add(list, upload());
    }
    return preview;
  }

  private void bring() {
    boolean byMail = mail.isVisible() && mail.getValue();
    UiCommands.run(() -> services.imports.run(caller, content, byMail)).ifPresent(this::done);
  }

  private void done(List<Made> made) {
    bring.setVisible(false);
    onDone.run();
    var byHand = made.stream().filter(one -> one.path() != null).toList();
    show(new Paragraph(UiTexts.of("member-file.done", made.size())));
    if (!byHand.isEmpty()) {
      getUI()
          .ifPresent(
              ui ->
                  ui.getPage()
                      .fetchCurrentURL(
                          url ->
                              body.add(
                                  new Paragraph(UiTexts.of("member-file.links")),
                                  links(url.getProtocol() + "://" + url.getAuthority(), byHand))));
    }
  }

  private static Anchor links(String server, List<Made> made) {
    var anchor =
        file(
            UiTexts.of("member-file.download"),
            "links.csv",
            SpreadsheetCsv.of(
                java.util.stream.Stream.concat(
                        java.util.stream.Stream.of(
                            List.of(UiTexts.of("member-file.links.header").split("\\|"))),
                        made.stream()
                            .map(one -> List.of(one.name(), one.login(), server + one.path())))
                    .toList()));
    anchor.setId("member-links");
    return anchor;
  }
}
