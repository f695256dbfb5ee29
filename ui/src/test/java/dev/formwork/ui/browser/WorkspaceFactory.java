package dev.formwork.ui.browser;

import com.github.f4b6a3.uuid.UuidCreator;
import dev.formwork.core.credential.Passwords;
import dev.formwork.core.credential.SecretHashes;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.ZoneId;
import org.flywaydb.core.Flyway;

/**
 * Makes workspaces and accounts in the database of a running server, which has no endpoint for
 * that, as its own start makes the first.
 *
 * @param database its JDBC address
 */
record WorkspaceFactory(String database) {

  private static final String USER = "postgres";
  private static final String HASH = Passwords.hash(Browsers.PASSWORD);

  /**
   * With the tables that every workspace has, and an administrator who signs in with {@link
   * Browsers#PASSWORD}.
   *
   * @param key unused so far
   * @param login of the administrator
   * @return the secret of a token of theirs
   */
  String make(String key, String login) {
    var schema = "ws_" + key;
    Flyway.configure()
        .dataSource(database, USER, USER)
        .schemas(schema)
        .locations("db/workspace")
        .load()
        .migrate();
    var workspace = UuidCreator.getTimeOrderedEpoch();
    var member = UuidCreator.getTimeOrderedEpoch();
    run(
        "INSERT INTO formwork.workspace (id, key, title, schema_name) VALUES (?, ?, 'Formwork', ?)",
        workspace,
        key,
        schema);
    run(
        "INSERT INTO formwork.member (id, login, name, password_hash, zone) VALUES (?, ?, 'Administrator', ?, ?)",
        member,
        login,
        HASH,
        ZoneId.systemDefault().getId());
    run(
        "INSERT INTO formwork.membership (id, workspace_id, member_id, role) VALUES (?, ?, ?, 'ADMINISTRATOR')",
        UuidCreator.getTimeOrderedEpoch(),
        workspace,
        member);
    return token(key, login);
  }

  /** The secret of a new token of a member. */
  String token(String workspace, String login) {
    var token = "fw_" + Passwords.random(40);
    run(
        """
        INSERT INTO formwork.api_token (id, workspace_id, member_id, name, hash, hint, read_only, created_at)
        SELECT ?, w.id, m.id, 'set-up', ?, 'test', false, now()
        FROM formwork.workspace w, formwork.member m WHERE w.key = ? AND m.login = ?""",
        UuidCreator.getTimeOrderedEpoch(),
        SecretHashes.sha256(token),
        workspace,
        login);
    return token;
  }

  /** Lets a member sign in with {@link Browsers#PASSWORD}. */
  void letIn(String login, String language) {
    run(
        "UPDATE formwork.member SET password_hash = ?, must_change_password = false, language = ?, zone = ? WHERE login = ?",
        HASH,
        language,
        ZoneId.systemDefault().getId(),
        login);
  }

  /** Makes a member choose a password of their own, as after the first start. */
  void oneTimePassword(String login, String password) {
    run(
        "UPDATE formwork.member SET password_hash = ?, must_change_password = true WHERE login = ?",
        Passwords.hash(password),
        login);
  }

  private void run(String sql, Object... parameters) {
    try (Connection connection = DriverManager.getConnection(database, USER, USER);
        var statement = connection.prepareStatement(sql)) {
      for (int i = 0; i < parameters.length; i++) {
        statement.setObject(i + 1, parameters[i]);
      }
      if (statement.executeUpdate() != 1) {
        throw new IllegalStateException("Not one row: " + sql);
      }
    } catch (SQLException e) {
      throw new IllegalStateException(sql, e);
    }
  }
}
