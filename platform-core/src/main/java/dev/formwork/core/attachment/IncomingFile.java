package dev.formwork.core.attachment;

import dev.formwork.core.problem.CoreProblem;
import dev.formwork.core.problem.Refusal;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import java.util.UUID;

/**
 * A file while it arrives: stored part by part, recognised by how it begins. Each call waits for
 * the one before. Ends with {@link #end} or {@link #abandon}; one that does neither, as its server
 * died, goes after a day.
 */
public final class IncomingFile {

  private final UUID id;
  private final String name;
  private final AttachmentParts store;
  private final FileTypeDetector kinds;
  private final long largest;

  private Buffer part = Buffer.buffer();
  private long reserved;
  private long stored;
  private int parts;
  private String type;

  /**
   * @param reserved bytes that are kept free for it
   * @param largest bytes it may have
   */
  IncomingFile(
      UUID id,
      String name,
      AttachmentParts store,
      FileTypeDetector kinds,
      long reserved,
      long largest) {
    this.id = id;
    this.name = name;
    this.store = store;
    this.kinds = kinds;
    this.reserved = reserved;
    this.largest = largest;
  }

  /** Takes what came next; the sender had better wait for the answer before it sends on. */
  public Uni<Void> write(Buffer next) {
    if (stored + part.length() + next.length() > largest) {
      return Uni.createFrom().failure(Attachments.tooLarge(largest));
    }
    part.appendBuffer(next);
    return storeWhole();
  }

  private Uni<Void> storeWhole() {
    return part.length() < Attachments.PART
        ? Uni.createFrom().voidItem()
        : store(cut(Attachments.PART)).chain(this::storeWhole);
  }

  /** What is left behind the cut is copied, for the part before to be let go. */
  private Buffer cut(int length) {
    var whole = part;
    part = length == whole.length() ? Buffer.buffer() : whole.getBuffer(length, whole.length());
    return length == whole.length() ? whole : whole.getBuffer(0, length);
  }

  private Uni<Void> store(Buffer content) {
    if (type == null) {
      type = kinds.of(content.getBytes(0, Math.min(content.length(), FileTypeDetector.HEAD)), name);
    }
    long size = stored + content.length();
    return reserve(size)
        .chain(() -> store.insert(id, parts, content))
        .invoke(
            () -> {
              stored = size;
              parts++;
            });
  }

  /** For one that did not say how large it is, or said less. */
  private Uni<Void> reserve(long size) {
    return size <= reserved
        ? Uni.createFrom().voidItem()
        : store.enlarge(id, size, size - reserved).invoke(() -> reserved = size);
  }

  /** All of it has come. */
  public Uni<Attachment> end() {
    var last = part.length() == 0 ? Uni.createFrom().voidItem() : store(cut(part.length()));
    return last.map(
            _ -> {
              if (stored == 0) {
                throw Refusal.of(Refusal.Kind.MALFORMED, CoreProblem.ATTACHMENT_EMPTY);
              }
              return new Attachment(id, name, type, Math.toIntExact(stored));
            })
        .call(store::complete);
  }

  /** It does not come after all; nothing of it stays. */
  public Uni<Void> abandon() {
    return store.remove(id);
  }
}
