package dev.formwork.workflow.notice;

import static org.assertj.core.api.Assertions.assertThat;

import dev.formwork.core.naming.MemberId;
import dev.formwork.core.organization.Membership;
import dev.formwork.core.organization.Organization;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Who hears that backups fail, and of what. */
final class BackupNoticesTest {

  private static final MemberId ADA = new MemberId(new UUID(0, 1));

  private static Membership member(
      int number, boolean service, boolean active, boolean administrator) {
    return new Membership(
        new MemberId(new UUID(0, number)),
        "m" + number,
        "M" + number,
        null,
        service,
        active,
        administrator,
        List.of(),
        Set.of(),
        null);
  }

  @Test
  void people_who_administrate_are_told() {
    var people =
        new Organization(
            new UUID(0, 9),
            List.of(
                member(1, false, true, true),
                member(2, false, true, false),
                member(3, false, false, true),
                member(4, true, true, true)),
            List.of(),
            List.of(),
            ZoneOffset.UTC);
    assertThat(BackupNotices.told(people)).containsExactly(ADA);
  }

  @Test
  void the_notice_leads_to_the_backups() {
    assertThat(Notices.path(BackupNotices.KIND, null, null)).isEqualTo("backups");
    assertThat(Notices.words(Locale.ENGLISH, BackupNotices.KIND, "", null))
        .isEqualTo("The backup did not come about.");
    assertThat(Notices.words(Locale.CHINESE, BackupNotices.KIND, "", null)).isEqualTo("备份未能完成。");
  }

  @Test
  void others_lead_to_their_task_or_run() {
    var id = new UUID(0, 7);
    assertThat(Notices.path("task", id, id)).isEqualTo("tasks/" + id);
    assertThat(Notices.path("done", id, null)).isEqualTo("runs/" + id);
  }
}
