package dev.formwork.core.attachment;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import java.util.function.IntFunction;

/** What is in a file, read part by part, so that nobody ever holds the whole of it. */
public final class AttachmentContent {

  private final Attachment attachment;
  private final IntFunction<Uni<Buffer>> reader;

  /**
   * @param reader of a part, by its number
   */
  AttachmentContent(Attachment attachment, IntFunction<Uni<Buffer>> reader) {
    this.attachment = attachment;
    this.reader = reader;
  }

  public Attachment attachment() {
    return attachment;
  }

  public int parts() {
    return Math.ceilDiv(attachment.size(), Attachments.PART);
  }

  /**
   * One of them; fails as not found when the file was removed meanwhile.
   *
   * @param number from 0
   */
  public Uni<Buffer> part(int number) {
    return reader.apply(number);
  }

  /** All of them in order; the next is read when it is asked for. */
  public Multi<byte[]> stream() {
    return Multi.createFrom()
        .range(0, parts())
        .onItem()
        .transformToUniAndConcatenate(this::part)
        .map(Buffer::getBytes);
  }
}
