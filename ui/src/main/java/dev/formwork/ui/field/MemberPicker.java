package dev.formwork.ui.field;

import com.vaadin.flow.component.combobox.MultiSelectComboBox;
import dev.formwork.core.access.Caller;
import dev.formwork.core.naming.MemberId;
import dev.formwork.core.organization.Membership;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** An input that selects active members by name, without oneself and service accounts. */
public final class MemberPicker extends MultiSelectComboBox<MemberId> {

  public MemberPicker(String label, Caller caller) {
    Map<MemberId, String> names = new LinkedHashMap<>();
    caller.people().standings().stream()
        .filter(Membership::active)
        .filter(one -> !one.service())
        .filter(one -> !one.member().equals(caller.memberId()))
        .forEach(one -> names.put(one.member(), one.name()));
    setLabel(label);
    setItems(names.keySet());
    setItemLabelGenerator(names::get);
    setWidthFull();
  }

  public List<MemberId> people() {
    return List.copyOf(getValue());
  }
}
