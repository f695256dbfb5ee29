package dev.formwork.core.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.formwork.core.audit.AuditKey.PlainEnd;
import dev.formwork.core.audit.AuditLog.Entry;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

final class AuditChainTest {

  private static final AuditEvent EVENT =
      new AuditEvent(UUID.randomUUID(), null, "role.save", "sales", "{}");

  private static final UUID WORKSPACE = EVENT.workspace();

  private static AuditKey key(int of, Map<UUID, PlainEnd> plainEnds) {
    var bytes = new byte[32];
    Arrays.fill(bytes, (byte) of);
    return new AuditKey(bytes, plainEnds);
  }

  private static AuditKey key(int of) {
    return key(of, Map.of());
  }

  private final AuditChain chain = new AuditChain(Map.of(1, key(1)));

  private static Entry changed(Entry entry, String subject, String hash) {
    return new Entry(
        entry.number(), entry.at(), entry.member(), entry.event(), subject, entry.details(), hash);
  }

  private static AuditTail behind(Entry... newest) {
    return new AuditTail(List.of(newest));
  }

  /** As anybody works them out, behind one another. */
  private List<Entry> plain(int many) {
    var entries = new ArrayList<Entry>();
    var before = AuditChain.START;
    for (int i = 0; i < many; i++) {
      var entry = chain.next(new AuditEvent(WORKSPACE, null, "forged", "" + i, "{}"), behind());
      var numbered = new Entry(i + 1L, entry.at(), null, entry.event(), entry.subject(), "{}", "");
      before = AuditChain.plain(before, numbered);
      entries.add(changed(numbered, numbered.subject(), before));
    }
    return entries;
  }

  private static boolean whole(AuditChain chain, List<Entry> entries) {
    var before = AuditChain.START;
    for (var entry : entries) {
      if (!chain.holds(WORKSPACE, before, entry)) {
        return false;
      }
      before = entry.hash();
    }
    return chain.mayEnd(WORKSPACE, entries.size(), before);
  }

  @Test
  void an_entry_holds_behind_the_one_it_was_written_behind() {
    var first = chain.next(EVENT, behind());
    var second = chain.next(EVENT, behind(first));
    assertThat(whole(chain, List.of(first, second))).isTrue();
    assertThat(chain.holds(WORKSPACE, AuditChain.START, second)).isFalse();
    assertThat(chain.holds(WORKSPACE, first.hash(), changed(second, "nothing", second.hash())))
        .isFalse();
  }

  @Test
  void nobody_writes_the_chain_anew_without_the_key() {
    var forged = new AuditChain(Map.of(1, key(2))).next(EVENT, behind());
    assertThat(chain.holds(WORKSPACE, AuditChain.START, forged)).isFalse();
  }

  @Test
  void a_chain_of_hashes_that_anybody_works_out_is_not_made_true_by_the_next_entry() {
    var forged = plain(3);
    var after = chain.next(EVENT, behind(forged.get(2), forged.get(1)));
    assertThat(whole(chain, List.of(forged.get(0), forged.get(1), forged.get(2), after))).isFalse();
    assertThat(chain.holds(WORKSPACE, AuditChain.START, forged.getFirst())).isFalse();
    assertThat(chain.holds(WORKSPACE, forged.getLast().hash(), after)).isFalse();
  }

  @Test
  void hashes_of_before_there_were_keys_hold_as_they_stood_when_the_key_was_made() {
    var old = plain(3);
    var sealing =
        new AuditChain(Map.of(1, key(1, Map.of(WORKSPACE, new PlainEnd(3, old.get(2).hash())))));
    var after = sealing.next(EVENT, behind(old.get(2), old.get(1)));
    assertThat(whole(sealing, List.of(old.get(0), old.get(1), old.get(2), after))).isTrue();
    var others = plain(4);
    assertThat(whole(sealing, others.subList(0, 3))).isFalse();
    var more = sealing.next(EVENT, behind(others.get(3), others.get(2)));
    assertThat(sealing.holds(WORKSPACE, others.get(3).hash(), more)).isFalse();
    assertThat(whole(sealing, List.of())).isFalse();
    assertThat(whole(sealing, List.of(sealing.next(EVENT, behind())))).isFalse();
  }

  @Test
  void nothing_is_signed_behind_an_entry_that_was_changed_or_left_alone() {
    var first = chain.next(EVENT, behind());
    var second = chain.next(EVENT, behind(first));
    var changed = changed(second, "nothing", second.hash());
    var third = chain.next(EVENT, behind(changed, first));
    assertThat(chain.holds(WORKSPACE, changed.hash(), third)).isFalse();
    var alone = chain.next(EVENT, behind(second));
    assertThat(chain.holds(WORKSPACE, second.hash(), alone)).isFalse();
  }

  @Test
  void an_older_key_still_tells_what_it_signed() {
    var old = chain.next(EVENT, behind());
    var both = new AuditChain(Map.of(1, key(1), 2, key(2)));
    assertThat(both.holds(WORKSPACE, AuditChain.START, old)).isTrue();
    var fresh = both.next(EVENT, behind(old));
    assertThat(fresh.hash()).startsWith("2.");
    assertThat(both.holds(WORKSPACE, old.hash(), fresh)).isTrue();
    assertThat(chain.holds(WORKSPACE, old.hash(), fresh)).isFalse();
  }

  @Test
  void a_key_is_kept_with_what_it_seals() {
    var kept = key(7, Map.of(WORKSPACE, new PlainEnd(3, "d".repeat(64))));
    var read = AuditKey.of(kept.text());
    assertThat(read.bytes()).isEqualTo(kept.bytes());
    assertThat(read.plainEnds()).isEqualTo(kept.plainEnds());
    assertThat(AuditKey.of(key(7).text()).plainEnds()).isEmpty();
  }
}
