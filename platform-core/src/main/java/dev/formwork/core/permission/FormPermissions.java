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
