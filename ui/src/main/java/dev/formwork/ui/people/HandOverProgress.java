package dev.formwork.ui.people;

import com.vaadin.flow.component.details.Details;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.html.UnorderedList;
import dev.formwork.core.access.Caller;
import dev.formwork.core.handover.HandOver;
import dev.formwork.core.organization.Membership;
import dev.formwork.ui.text.UiTexts;

/** Progress of a hand-over. */
final class HandOverProgress extends Div {

  HandOverProgress(Caller caller, HandOver handOver) {
    var to = caller.people().standing(handOver.to()).map(Membership::name).orElse("—");
    add(
        new Span(
            UiTexts.of(
                handOver.error() != null
                    ? "hand-over.stopped"
                    : handOver.finished() ? "hand-over.done" : "hand-over.underway",
                handOver.done(),
                to)));
    addClassName("fw-muted");
    if (!handOver.failed().isEmpty()) {
      var list = new UnorderedList();
      handOver
          .failed()
          .forEach(
              one ->
                  list.add(
                      new ListItem(
                          new Anchor(
                              "app/%s/%s/%s".formatted(one.app(), one.form(), one.record()),
                              one.reason()))));
      add(new Details(UiTexts.of("hand-over.refused", handOver.failed().size()), list));
    }
  }
}
