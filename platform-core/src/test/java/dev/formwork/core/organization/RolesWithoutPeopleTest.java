package dev.formwork.core.organization;

import static org.assertj.core.api.Assertions.assertThat;

import dev.formwork.core.naming.MemberId;
import dev.formwork.core.naming.Title;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Whose roles nobody has is told; who is gone has none. */
final class RolesWithoutPeopleTest {

  private static Membership member(int number, boolean active, String... roles) {
    return new Membership(
        new MemberId(new UUID(1, number)),
        "m" + number,
        "M" + number,
        null,
        false,
        active,
        false,
        List.of(),
        Set.of(roles),
        null);
  }

  @Test
  void roles_of_nobody_active_are_found_and_others_are_not() {
    var roles =
        List.of("legal", "finance", "sales").stream()
            .map(key -> new WorkspaceRole(key, Title.of(key)))
            .toList();
    var organization =
        new Organization(
            new UUID(0, 1),
            List.of(member(1, true, "finance"), member(2, false, "legal")),
            List.of(),
            roles,
            ZoneOffset.UTC);
    assertThat(organization.rolesWithoutPeople(Set.of("legal", "finance", "unknown")))
        .extracting(WorkspaceRole::key)
        .containsExactly("legal");
  }
}
