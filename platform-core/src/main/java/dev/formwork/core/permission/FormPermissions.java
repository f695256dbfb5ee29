package dev.formwork.core.permission;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.formwork.core.naming.FormKey;
import dev.formwork.core.naming.Title;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Who may do what with the records of a form. As long as nobody defined it, everyone may do
 * everything but remove records for good.
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record FormPermissions(FormKey form, List<PermissionSet> sets) {

  public FormPermissions {
    sets = sets == null ? List.of() : List.copyOf(sets);
  }

  /**
   * The usual sets: people have the records they made or own, managers also those that who reports
   * to them has. Administrators have all anyhow; nobody else exports all or removes for good.
   *
   * @param owner key of the member field that says whose a record is; nullable: whoever made it
   */
  public static FormPermissions usual(FormKey form, String owner) {
    var made = "CREATEDBY() = ME()";
    var madeInTeam = "MANAGER(CREATEDBY()) = ME()";
    var own = owner == null ? made : owner + " = ME() OR " + made;
    var team = owner == null ? madeInTeam : "MANAGER(" + owner + ") = ME() OR " + madeInTeam;
    return new FormPermissions(
        form,
        List.of(
            new PermissionSet(
                "own",
                new Title("Own records", "本人数据"),
                Grantees.all(),
                Set.copyOf(
                    EnumSet.complementOf(
                        EnumSet.of(RecordAction.MANAGE, RecordAction.EXPORT, RecordAction.SHARE))),
                Map.of(),
                null,
                own,
                true),
            new PermissionSet(
                "team",
                new Title("Records of who reports to one", "下属数据"),
                Grantees.all(),
                Set.of(
                    RecordAction.READ,
                    RecordAction.CHANGE,
                    RecordAction.PRINT,
                    RecordAction.HISTORY),
                Map.of(),
                null,
                team,
                true)));
  }

  /** What holds until someone defines something else. */
  public static FormPermissions open(FormKey form) {
    return new FormPermissions(
        form,
        List.of(
            new PermissionSet(
                "everyone",
                new Title("Everyone", "所有人"),
                Grantees.all(),
                Set.copyOf(EnumSet.complementOf(EnumSet.of(RecordAction.MANAGE))),
                Map.of(),
                null,
                null,
                false)));
  }
}
