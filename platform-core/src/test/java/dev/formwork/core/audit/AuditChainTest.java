package dev.formwork.core.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.formwork.core.audit.AuditLog.Entry;
import java.util.Arrays;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

final class AuditChainTest {

  private static final AuditEvent EVENT =
      new AuditEvent(UUID.randomUUID(), null, "role.save", "sales", "{}");

  private static byte[] key(int of) {
    var bytes = new byte[32];
    Arrays.fill(bytes, (byte) of);
    return bytes;
  }

  private final AuditChain chain = new AuditChain(Map.of(1, key(1)));

  private static Entry changed(Entry entry, String subject) {
    return new Entry(
        entry.number(),
        entry.at(),
        entry.member(),
        entry.event(),
        subject,
        entry.details(),
        entry.hash());
  }

  @Test
  void an_entry_holds_behind_the_one_it_was_written_behind() {
    var first = chain.next(EVENT, 0, AuditChain.START);
    var second = chain.next(EVENT, 1, first.hash());
    assertThat(chain.holds(AuditChain.START, first)).isTrue();
    assertThat(chain.holds(first.hash(), second)).isTrue();
    assertThat(chain.holds(AuditChain.START, second)).isFalse();
    assertThat(chain.holds(first.hash(), changed(second, "nothing"))).isFalse();
  }

  @Test
  void nobody_writes_the_chain_anew_without_the_key() {
    var forged = new AuditChain(Map.of(1, key(2))).next(EVENT, 0, AuditChain.START);
    assertThat(chain.holds(AuditChain.START, forged)).isFalse();
  }

  /** Worked out by an earlier version. */
  @Test
  void plain_hashes_of_before_hold_until_the_first_code_and_not_behind_it() {
    var entry = chain.next(EVENT, 0, AuditChain.START);
    var plain = "d".repeat(64);
    var old =
        new Entry(1, entry.at(), null, entry.event(), entry.subject(), entry.details(), plain);
    assertThat(chain.holds(AuditChain.START, old)).isFalse();
    assertThat(AuditChain.isKeyed(plain)).isFalse();
    assertThat(AuditChain.isKeyed(entry.hash())).isTrue();
    var behind = chain.next(EVENT, 1, plain);
    assertThat(chain.holds(plain, behind)).isTrue();
    assertThat(chain.holds("e".repeat(64), behind)).isFalse();
  }

  @Test
  void an_older_key_still_tells_what_it_signed() {
    var old = chain.next(EVENT, 0, AuditChain.START);
    var both = new AuditChain(Map.of(1, key(1), 2, key(2)));
    assertThat(both.holds(AuditChain.START, old)).isTrue();
    var fresh = both.next(EVENT, 1, old.hash());
    assertThat(fresh.hash()).startsWith("2.");
    assertThat(both.holds(old.hash(), fresh)).isTrue();
    assertThat(chain.holds(old.hash(), fresh)).isFalse();
  }
}
