package dev.formwork.core.mail;

import dev.formwork.core.problem.CoreProblem;
import dev.formwork.core.problem.Problem;
import dev.formwork.core.problem.Refusal;
import java.util.List;

/**
 * An e-mail in plain text.
 *
 * @param to one address
 * @param subject one line
 */
public record MailMessage(String to, String subject, String text) {

  private static final int MAX_ADDRESS = 254;
  private static final int MAX_SUBJECT = 200;

  /** No spaces, no line ends, nothing that a server could take for a second address or a header. */
  private static final String ADDRESS =
      "[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?";

  /**
   * @throws Refusal for an address that is none
   */
  public MailMessage {
    to = address(to);
    // What people named something becomes part of the subject: it stays one line.
    subject = subject.replaceAll("[\\p{Cntrl}\\u2028\\u2029]+", " ").strip();
    subject = subject.length() > MAX_SUBJECT ? subject.substring(0, MAX_SUBJECT) : subject;
  }

  /**
   * The address as it is kept and written to.
   *
   * @throws Refusal when it is none
   */
  public static String address(String text) {
    var address = text == null ? "" : text.strip();
    if (address.length() > MAX_ADDRESS || !address.matches(ADDRESS)) {
      throw Refusal.invalid(List.of(Problem.at("/email", CoreProblem.NOT_AN_EMAIL)));
    }
    return address;
  }
}
