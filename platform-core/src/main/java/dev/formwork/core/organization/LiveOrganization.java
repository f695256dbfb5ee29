package dev.formwork.core.organization;

/**
 * A workspace's people as they are now. Whoever is signed in holds on to this, so that a role taken
 * away, or a member who left, counts from the next call on.
 */
public final class LiveOrganization {

  private volatile Organization now;
  private long newest;

  LiveOrganization(Organization now) {
    this.now = now;
  }

  /** A workspace without people, for the platform itself. */
  public static LiveOrganization none(java.util.UUID workspace) {
    return new LiveOrganization(
        new Organization(workspace, java.util.List.of(), java.util.List.of(), java.util.List.of()));
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
