package dev.formwork.core.organization;

import java.time.ZoneId;
import java.util.List;
import java.util.UUID;

/**
 * A reference to a workspace's current organisation snapshot. Sessions hold it, so that a role that
 * was taken away, or a member who left, counts from the next call on.
 */
public final class LiveOrganization {

  private volatile Organization now;
  private long newest;

  LiveOrganization() {}

  /** A workspace without people, for the platform itself. */
  public static LiveOrganization none(UUID workspace) {
    var live = new LiveOrganization();
    live.now = new Organization(workspace, List.of(), List.of(), List.of(), ZoneId.systemDefault());
    return live;
  }

  boolean isRead() {
    return now != null;
  }

  public Organization now() {
    return now;
  }

  /** Of readings that overlap, the one begun last stays. */
  synchronized void replace(Organization read, long begun) {
    if (begun >= newest) {
      newest = begun;
      now = read;
    }
  }
}
