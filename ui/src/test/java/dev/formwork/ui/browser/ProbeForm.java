package dev.formwork.ui.browser;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.formwork.core.testing.TestApp;
import dev.formwork.core.testing.TestForm;

/** A form with an input of every kind that people type into. */
final class ProbeForm {

  private ProbeForm() {}

  static String definition() {
    return form().json();
  }

  private static TestForm form() {
    return TestApp.form("probe")
        .text("name")
        .field("longText", "notes")
        .money("amount")
        .field("number", "count", field -> field.put("scale", 0))
        .date("due")
        .field("dateTime", "starts")
        .field("time", "opens")
        .lookup("account", "account")
        .choice("kind", ProbeForm::options)
        .field("choices", "tags", ProbeForm::options)
        .member("owner")
        .computed("twice", "amount * 2")
        .subform(
            "lines",
            row -> row.text("item").money("price").date("wanted").lookup("supplier", "account"));
  }

  private static void options(ObjectNode field) {
    var options = field.putArray("options");
    for (var key : new String[] {"red", "green"}) {
      options.addObject().put("key", key).putObject("title").put("en", key).put("zh", key);
    }
  }
}
