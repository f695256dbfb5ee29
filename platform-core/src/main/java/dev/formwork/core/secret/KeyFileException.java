package dev.formwork.core.secret;

/** The key file cannot be used; the message is a sentence for whoever starts the server. */
public final class KeyFileException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  KeyFileException(String sentence, Throwable cause) {
    super(sentence, cause);
  }
}
