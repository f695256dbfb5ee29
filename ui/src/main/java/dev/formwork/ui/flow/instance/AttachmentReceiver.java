package dev.formwork.ui.flow.instance;

import com.vaadin.flow.server.streams.UploadEvent;
import com.vaadin.flow.server.streams.UploadHandler;
import dev.formwork.core.access.Caller;
import dev.formwork.core.attachment.Attachment;
import dev.formwork.core.attachment.Attachments;
import dev.formwork.core.attachment.IncomingFile;
import dev.formwork.core.problem.CoreProblem;
import dev.formwork.core.problem.Refusal;
import dev.formwork.ui.command.ServiceCalls;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/** Stores what a browser sends as it comes; the screen is told once it is all there. */
final class AttachmentReceiver implements UploadHandler {

  private static final long serialVersionUID = 1L;

  private final transient Attachments attachments;
  private final transient Caller caller;
  private final transient BooleanSupplier room;
  private final transient Consumer<Attachment> arrived;
  private final transient Consumer<Refusal> refused;

  /**
   * @param room whether another file may come; asked before anything is read
   * @param arrived called with the screen's lock, as {@code refused} is
   */
  AttachmentReceiver(
      Attachments attachments,
      Caller caller,
      BooleanSupplier room,
      Consumer<Attachment> arrived,
      Consumer<Refusal> refused) {
    this.attachments = attachments;
    this.caller = caller;
    this.room = room;
    this.arrived = arrived;
    this.refused = refused;
  }

  /** By this end of its address it is known that much may come. */
  @Override
  public String getUrlPostfix() {
    return "attachment";
  }

  @Override
  public void handleUploadRequest(UploadEvent event) throws IOException {
    try {
      requireRoom();
      var made = received(event.getFileName(), event.getFileSize(), event.getInputStream());
      event.getUI().access(() -> arrived.accept(made));
    } catch (Refusal refusal) {
      event.reject();
      event.getUI().access(() -> refused.accept(refusal));
    }
  }

  private void requireRoom() {
    if (!room.getAsBoolean()) {
      throw Refusal.of(
          Refusal.Kind.TOO_MANY, CoreProblem.ATTACHMENT_TOO_MANY, Attachments.MOST);
    }
  }

  private Attachment received(String name, long announced, InputStream content)
      throws IOException {
    var file = ServiceCalls.await(() -> attachments.receive(caller, name, announced));
    try (content) {
      return stored(file, content);
    } catch (IOException | RuntimeException e) {
      ServiceCalls.await(file::abandon);
      throw e;
    }
  }

  private static Attachment stored(IncomingFile file, InputStream content) throws IOException {
    for (var part = next(content); part.length > 0; part = next(content)) {
      var came = Buffer.buffer(part);
      ServiceCalls.await(() -> file.write(came));
    }
    return ServiceCalls.await(file::end);
  }

  private static byte[] next(InputStream content) throws IOException {
    return content.readNBytes(Attachments.PART);
  }
}
