package dev.formwork.ui.flow.instance;

import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.AttachmentType;
import com.vaadin.flow.component.html.Image;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.server.streams.DownloadHandler;
import com.vaadin.flow.server.streams.DownloadResponse;
import dev.formwork.core.access.Caller;
import dev.formwork.core.attachment.Attachment;
import dev.formwork.ui.command.ServiceCalls;
import dev.formwork.workflow.instance.Instances;
import java.util.Locale;
import java.util.UUID;

/** A link to an attached file; images are shown small. */
final class AttachmentLink extends Anchor {

  private final transient Instances instances;
  private final transient Caller caller;
  private final transient UUID instance;
  private final transient Attachment file;

  AttachmentLink(Instances instances, Caller caller, UUID instance, Attachment file) {
    this.instances = instances;
    this.caller = caller;
    this.instance = instance;
    this.file = file;
    setHref(handler(), file.isShown() ? AttachmentType.INLINE : AttachmentType.DOWNLOAD);
    setTarget("_blank");
    addClassName("fw-file");
    if (file.isPicture()) {
      var picture = new Image(handler(), "");
      picture.addClassName("fw-file-picture");
      add(picture);
    } else {
      var icon = VaadinIcon.FILE_O.create();
      icon.getElement().setAttribute("aria-hidden", "true");
      add(icon);
    }
    var name = new Span(file.name());
    name.addClassName("fw-file-name");
    var size = new Span(size(file.size()));
    size.addClassName("fw-muted");
    add(name, size);
  }

  private DownloadHandler handler() {
    var handler = DownloadHandler.fromInputStream(_ -> content());
    return file.isShown() ? handler.inline() : handler;
  }

  /** Read when it is asked for, with the rights of then. */
  private DownloadResponse content() {
    var content = ServiceCalls.await(() -> instances.attachment(caller, instance, file.id()));
    return new DownloadResponse(
        new AttachmentInputStream(content),
        file.name(),
        file.isShown() ? file.type() : "application/octet-stream",
        file.size());
  }

  /** {@code 12 KB}. */
  static String size(int bytes) {
    if (bytes < 1024) {
      return bytes + " B";
    }
    double kilobytes = bytes / 1024.0;
    return kilobytes < 1024
        ? String.format(Locale.ROOT, "%.0f KB", kilobytes)
        : String.format(Locale.ROOT, "%.1f MB", kilobytes / 1024);
  }
}
