package dev.formwork.core.backup;

import java.time.LocalTime;
import java.time.ZoneId;

/**
 * When backups are made by themselves.
 *
 * @param isOn false: only when somebody asks for one
 * @param at the time of day
 * @param kept how many; older ones are removed after each that came about
 */
public record BackupPlan(boolean isOn, LocalTime at, ZoneId zone, int kept) {

  public static final int MOST_KEPT = 365;
}
