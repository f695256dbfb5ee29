package dev.formwork.core.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.formwork.core.problem.Messages;
import dev.formwork.core.problem.Refusal;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class MailMessageTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a@b.test\r\nBcc: c@d.test",
        "a@b.test\nX: y",
        "a@b.test, c@d.test",
        "a@b.test;c@d.test",
        "<a@b.test>",
        "a b@c.test",
        "a@b.test\0",
        "@b.test",
        "a@",
        ""
      })
  void an_address_carries_no_header_and_no_second_address(String address) {
    assertThatThrownBy(() -> new MailMessage(address, "s", "t")).isInstanceOf(Refusal.class);
  }

  @Test
  void what_people_named_something_stays_on_the_line_of_the_subject() {
    var mailMessage = new MailMessage("a@b.test", "Acme\r\nBcc: c@d.test\u2028x", "t");
    assertThat(mailMessage.subject()).isEqualTo("Acme Bcc: c@d.test x").doesNotContain("\r", "\n");
  }

  @Test
  void a_name_that_looks_like_a_template_is_a_name() {
    var name = "{0} {1} ${7*7} {{7*7}} '{2}'";
    var text =
        Messages.sentence(Locale.ENGLISH, "mail.invitation.text", name, "W", "http://x.test/l");
    assertThat(text).contains(name).contains("http://x.test/l").doesNotContain("49");
  }
}
