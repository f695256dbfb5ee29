package dev.formwork.ui;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** A mail server that keeps what it gets. */
public final class TestMail {

  private static final GreenMail SERVER =
      new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP).dynamicPort());

  private static final Pattern LINK = Pattern.compile("http://formwork\\.test/join/([A-Za-z0-9]+)");

  private TestMail() {}

  static void start() {
    if (!SERVER.isRunning()) {
      SERVER.start();
    }
  }

  static Map<String, String> settings() {
    return Map.of(
        "quarkus.mailer.mock", "false",
        "formwork.mail.host", "127.0.0.1",
        "formwork.mail.port", Integer.toString(SERVER.getSmtp().getPort()),
        "formwork.mail.from", "formwork@formwork.test",
        "formwork.address", "http://formwork.test/");
  }

  /** All that came for someone. */
  public static List<MimeMessage> to(String address) {
    return Arrays.stream(SERVER.getReceivedMessages())
        .filter(message -> isTo(message, address))
        .toList();
  }

  private static boolean isTo(MimeMessage message, String address) {
    try {
      return Arrays.stream(message.getAllRecipients())
          .anyMatch(one -> one.toString().equals(address));
    } catch (MessagingException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The secret of the link in a letter. */
  public static String secret(MimeMessage message) {
    try {
      var found = LINK.matcher(message.getContent().toString());
      if (!found.find()) {
        throw new AssertionError("There is no link in it: " + message.getContent());
      }
      return found.group(1);
    } catch (MessagingException e) {
      throw new IllegalStateException(e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
