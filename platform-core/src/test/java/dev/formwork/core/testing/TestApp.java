package dev.formwork.core.testing;

/** Where the worlds of tests begin: {@code TestApp.form("deal").text("name").money("amount")}. */
public final class TestApp {

  private TestApp() {}

  /** A form with a title and no fields yet; whatever is not said stays as the product has it. */
  public static TestForm form(String key) {
    return new TestForm(key);
  }
}
