package dev.formwork.ui.start;

import java.nio.file.Path;
import java.sql.SQLException;

/**
 * What whoever has the machine may do for an account, whether the server runs or not: give it a new
 * one-time password, or a token. The way back in for an administrator who lost theirs.
 */
public final class AccountCommand {

  private static final int USUAL_DAYS = 30;
  private static final int MOST_DAYS = 3_650;

  private AccountCommand() {}

  /**
   * @param password whether a password is asked for, not a token
   * @param name of the account: login or mail address
   * @param days until a token ends
   * @param withoutSecondFactor whether the second factor goes, too
   */
  private record Order(
      boolean password,
      String name,
      Path data,
      DatabaseAddress database,
      int days,
      boolean withoutSecondFactor) {}

  public static void main(String[] arguments) {
    System.exit(run(arguments));
  }

  /** The exit code. */
  static int run(String... arguments) {
    try {
      return run(order(arguments));
    } catch (IllegalStateException e) {
      DataFolder.say(e.getMessage());
    } catch (SQLException | RuntimeException e) {
      DataFolder.say("This cannot be done. " + StartTrouble.sentence(e));
    }
    return 1;
  }

  private static int run(Order order) throws SQLException {
    try (var database = RunningDatabase.of(order.data, order.database);
        var accounts = new MachineAccounts(database.connect(), keys(order.data))) {
      if (order.password) {
        var made = accounts.resetPassword(order.name, order.withoutSecondFactor);
        DataFolder.say("Sign in as:         " + made.login());
        DataFolder.say("One-time password:  " + made.secret());
        DataFolder.say(
            "A password of their own is chosen at the next sign-in. All sessions were ended.");
      } else {
        var made = accounts.token(order.name, order.days);
        DataFolder.say(
            "Token of " + made.login() + " for " + order.days + " days, shown this once:");
        DataFolder.say(made.secret());
      }
      return 0;
    }
  }

  private static Path keys(Path data) {
    var file = System.getenv("FORMWORK_KEYS_FILE");
    return file == null ? data.resolve("keys") : Path.of(file);
  }

  private static Order order(String... arguments) {
    if (arguments.length < 2 || arguments[1].startsWith("--")) {
      throw new IllegalStateException(
          "Name the account: ./formwork reset-password NAME, ./formwork token NAME.");
    }
    var data = Path.of("data");
    DatabaseAddress database = null;
    int days = USUAL_DAYS;
    boolean withoutSecondFactor = false;
    for (int i = 2; i < arguments.length; i++) {
      var value = i + 1 < arguments.length ? arguments[i + 1] : "";
      switch (arguments[i]) {
        case "--data" -> {
          data = Path.of(value);
          i++;
        }
        case "--database" -> {
          database = DatabaseAddress.parse(value);
          i++;
        }
        case "--days" -> {
          days = days(value);
          i++;
        }
        case "--without-second-factor" -> withoutSecondFactor = true;
        default ->
            throw new IllegalStateException(
                "Unknown option "
                    + arguments[i]
                    + ". There are --data, --database, --days and --without-second-factor.");
      }
    }
    return new Order(
        arguments[0].equals("reset-password"),
        arguments[1],
        data.toAbsolutePath().normalize(),
        database,
        days,
        withoutSecondFactor);
  }

  private static int days(String text) {
    if (!text.matches("[1-9][0-9]{0,3}") || Integer.parseInt(text) > MOST_DAYS) {
      throw new IllegalStateException(
          "--days takes a whole number from 1 to " + MOST_DAYS + ", such as 30.");
    }
    return Integer.parseInt(text);
  }
}
