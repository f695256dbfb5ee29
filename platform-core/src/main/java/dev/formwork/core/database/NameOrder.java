package dev.formwork.core.database;

/**
 * The order in which people sort names: letters without regard to case, Chinese by pinyin, numbers
 * by their value. For lists alone; formulas go by code points.
 */
public final class NameOrder {

  private NameOrder() {}

  /**
   * A text to sort by, or to compare with another in that order.
   *
   * @param text an expression whose type is text
   */
  public static String sql(String text) {
    return text + " COLLATE formwork.names";
  }
}
