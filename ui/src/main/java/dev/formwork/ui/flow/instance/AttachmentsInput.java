package dev.formwork.ui.flow.instance;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.component.upload.Upload;
import dev.formwork.core.access.Caller;
import dev.formwork.core.attachment.Attachment;
import dev.formwork.core.attachment.Attachments;
import dev.formwork.ui.command.ServiceCalls;
import dev.formwork.ui.command.Toast;
import dev.formwork.ui.text.UiTexts;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** Files to attach to a comment: choose, drop, remove. */
public final class AttachmentsInput extends Div {

  private final transient Attachments attachments;
  private final transient Caller caller;
  private final transient List<Attachment> added = new ArrayList<>();
  private final Div list = new Div();
  private final Upload upload = new Upload();

  public AttachmentsInput(Attachments attachments, Caller caller) {
    this.attachments = attachments;
    this.caller = caller;
    addClassName("fw-files");
    upload.setUploadHandler(
        new AttachmentReceiver(attachments, caller, this::hasRoom, this::arrived, Toast::refused));
    long largest = attachments.limits().ofFile();
    upload.setMaxFileSize(Math.toIntExact(largest));
    upload.addFileRejectedListener(
        _ -> Toast.refused(UiTexts.of("task.files.large", largest >> 20)));
    var choose = new Button(UiTexts.of("task.files.add"), VaadinIcon.PAPERCLIP.create());
    choose.addThemeVariants(ButtonVariant.LUMO_TERTIARY, ButtonVariant.LUMO_SMALL);
    choose.setId("add-file");
    upload.setUploadButton(choose);
    upload.setDropLabel(new Span(UiTexts.of("task.files.drop")));
    upload.addAllFinishedListener(_ -> upload.clearFileList());
    list.addClassName("fw-files-list");
    list.getElement().setAttribute("aria-live", "polite");
    add(list, upload);
  }

  public List<UUID> ids() {
    return added.stream().map(Attachment::id).toList();
  }

  private boolean hasRoom() {
    return added.size() < Attachments.MOST;
  }

  /** Several may come at once. */
  private void arrived(Attachment file) {
    if (hasRoom()) {
      added.add(file);
      show();
      return;
    }
    ServiceCalls.await(() -> attachments.remove(caller, file.id()));
    Toast.refused(UiTexts.of("task.files.many", Attachments.MOST));
  }

  private void show() {
    list.removeAll();
    added.forEach(one -> list.add(line(one)));
  }

  private Div line(Attachment file) {
    var remove = new Button(VaadinIcon.CLOSE_SMALL.create(), _ -> remove(file));
    remove.addThemeVariants(
        ButtonVariant.LUMO_TERTIARY, ButtonVariant.LUMO_ICON, ButtonVariant.LUMO_SMALL);
    remove.setAriaLabel(UiTexts.of("task.files.remove", file.name()));
    var icon = VaadinIcon.FILE_O.create();
    icon.getElement().setAttribute("aria-hidden", "true");
    var name = new Span(file.name());
    name.addClassName("fw-file-name");
    var size = new Span(AttachmentLink.size(file.size()));
    size.addClassName("fw-muted");
    var line = new Div(icon, name, size, remove);
    line.addClassName("fw-file");
    return line;
  }

  private void remove(Attachment file) {
    ServiceCalls.await(() -> attachments.remove(caller, file.id()));
    added.remove(file);
    show();
  }
}
