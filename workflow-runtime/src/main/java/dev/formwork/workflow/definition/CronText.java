package dev.formwork.workflow.definition;

import java.util.regex.Pattern;

/** Common cron expressions in words; others unchanged. */
public record CronText(StepText text) {

  private static final Pattern USUAL =
      Pattern.compile("([0-9]{1,2}) ([0-9]{1,2}|\\*) (\\*|[0-9]{1,2}) \\* (\\*|[0-7]|1-5)");

  /** Empty for null. */
  public String of(String cron) {
    if (cron == null) {
      return "";
    }
    var usual = USUAL.matcher(cron.strip());
    if (!usual.matches()) {
      return cron;
    }
    var minute = two(usual.group(1));
    boolean everyDay = usual.group(3).equals("*");
    boolean everyWeekday = usual.group(4).equals("*");
    if (usual.group(2).equals("*")) {
      return everyDay && everyWeekday ? text.word("cron.hourly", minute) : cron;
    }
    var time = two(usual.group(2)) + ":" + minute;
    if (!everyDay) {
      return everyWeekday ? text.word("cron.monthly", usual.group(3), time) : cron;
    }
    return onWeekdays(usual.group(4), time);
  }

  private String onWeekdays(String weekdays, String time) {
    return switch (weekdays) {
      case "*" -> text.word("cron.daily", time);
      case "1-5" -> text.word("cron.workdays", time);
      default ->
          text.word("cron.weekly", text.word("weekday." + Integer.parseInt(weekdays) % 7), time);
    };
  }

  private static String two(String number) {
    return number.length() == 1 ? "0" + number : number;
  }
}
