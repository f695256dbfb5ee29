package dev.formwork.designer.definition;

/**
 * What whoever publishes a draft decides.
 *
 * @param acceptsLoss whether values that do not fit a new type may be left over or overwritten;
 *     else publishing fails as a conflict that lists them
 * @param leavesOpen whether a form that is published for the first time comes without permission
 *     sets, so that everyone may do everything but remove records for good; else it comes with the
 *     usual ones
 */
public record PublishOptions(boolean acceptsLoss, boolean leavesOpen) {

  /** Nothing is lost, and nothing is open to everyone. */
  public static final PublishOptions USUAL = new PublishOptions(false, false);

  public PublishOptions acceptingLoss() {
    return new PublishOptions(true, leavesOpen);
  }
}
