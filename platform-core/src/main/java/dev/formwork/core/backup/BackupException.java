package dev.formwork.core.backup;

/** A backup or restore that did not come about; the message is a sentence for whoever runs it. */
public final class BackupException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  BackupException(String sentence) {
    super(sentence);
  }

  BackupException(String sentence, Throwable cause) {
    super(sentence, cause);
  }
}
