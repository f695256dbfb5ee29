package dev.formwork.ui.flow.instance;

import dev.formwork.core.attachment.AttachmentContent;
import dev.formwork.ui.command.ServiceCalls;
import java.io.InputStream;
import java.util.Objects;

/** What is in a file, for those who read by streams; holds the part that is being read. */
final class AttachmentInputStream extends InputStream {

  private final AttachmentContent content;
  private byte[] part = {};
  private int at;
  private int next;

  AttachmentInputStream(AttachmentContent content) {
    this.content = content;
  }

  @Override
  public int read() {
    return isAtEnd() ? -1 : part[at++] & 0xff;
  }

  @Override
  public int read(byte[] into, int offset, int length) {
    Objects.checkFromIndexSize(offset, length, into.length);
    if (length == 0) {
      return 0;
    }
    if (isAtEnd()) {
      return -1;
    }
    int read = Math.min(length, part.length - at);
    System.arraycopy(part, at, into, offset, read);
    at += read;
    return read;
  }

  /** Waits for the next part when this one is read. */
  private boolean isAtEnd() {
    while (at == part.length) {
      if (next == content.parts()) {
        return true;
      }
      part = ServiceCalls.await(() -> content.part(next)).getBytes();
      at = 0;
      next++;
    }
    return false;
  }
}
