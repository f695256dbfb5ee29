package dev.formwork.ui.flow.text;

import dev.formwork.ui.text.UiTexts;
import java.util.regex.Pattern;

/** Common cron expressions in words; others unchanged. */
public final class CronText {

  private static final Pattern USUAL =
      Pattern.compile("([0-9]{1,2}) ([0-9]{1,2}|\\*) (\\*|[0-9]{1,2}) \\* (\\*|[0-7]|1-5)");

  private CronText() {}

  public static String of(String cron) {
    if (cron == null) {
      return "";
    }
    var usual = USUAL.matcher(cron.strip());
    if (!usual.matches()) {
      return cron;
    }
    var minute = two(usual.group(1));
    if (usual.group(2).equals("*")) {
      return usual.group(3).equals("*") && usual.group(4).equals("*")
          ? UiTexts.of("flow.cron.hourly", minute)
          : cron;
    }
    var time = two(usual.group(2)) + ":" + minute;
    if (!usual.group(3).equals("*")) {
      return usual.group(4).equals("*")
          ? UiTexts.of("flow.cron.monthly", usual.group(3), time)
          : cron;
    }
    return switch (usual.group(4)) {
      case "*" -> UiTexts.of("flow.cron.daily", time);
      case "1-5" -> UiTexts.of("flow.cron.workdays", time);
      default ->
          UiTexts.of(
              "flow.cron.weekly",
              UiTexts.of("flow.weekday." + Integer.parseInt(usual.group(4)) % 7),
              time);
    };
  }

  private static String two(String number) {
    return number.length() == 1 ? "0" + number : number;
  }
}
