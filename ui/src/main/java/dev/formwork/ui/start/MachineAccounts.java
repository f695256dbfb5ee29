package dev.formwork.ui.start;

import com.github.f4b6a3.uuid.UuidCreator;
import dev.formwork.core.audit.AuditChain;
import dev.formwork.core.audit.AuditEvent;
import dev.formwork.core.audit.AuditKey;
import dev.formwork.core.audit.AuditLog;
import dev.formwork.core.audit.AuditTail;
import dev.formwork.core.credential.Passwords;
import dev.formwork.core.credential.SecretHashes;
import dev.formwork.core.naming.MemberId;
import dev.formwork.core.problem.Refusal;
import dev.formwork.core.secret.Vault;
import dev.formwork.core.session.WebSessions;
import dev.formwork.core.token.ApiTokens;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;

/** Accounts as whoever has the machine may mend them; each command is in the audit log. */
final class MachineAccounts implements AutoCloseable {

  private static final int PASSWORD_LENGTH = 14;

  private final Connection database;
  private final Path keys;

  /**
   * @param keys the key file
   */
  MachineAccounts(Connection database, Path keys) throws SQLException {
    this.database = database;
    this.keys = keys;
    database.setAutoCommit(false);
  }

  /** What to pass on, shown once. */
  record Made(String login, String secret) {}

  /** Somebody with an account, and the workspaces they are in, the one they look after first. */
  private record Account(UUID id, String login, boolean service, List<UUID> workspaces) {}

  /** Ends all sessions, and whatever kept the account from signing in. */
  Made resetPassword(String name, boolean withoutSecondFactor) throws SQLException {
    var account = account(name);
    if (account.service) {
      throw new IllegalStateException(
          account.login + " is a service: it has tokens and no password. Try ./formwork token.");
    }
    var password = Passwords.random(PASSWORD_LENGTH);
    update(
        "UPDATE formwork.member SET password_hash = ?, must_change_password = true WHERE id = ?",
        Passwords.hash(password),
        account.id);
    if (withoutSecondFactor) {
      update(
          "UPDATE formwork.member SET totp_secret = NULL, recovery_hashes = '{}' WHERE id = ?",
          account.id);
    }
    update("DELETE FROM formwork.sign_in_try WHERE member_id = ?", account.id);
    endSessions(account.id);
    audit(
        account,
        "password.reset-on-machine",
        "{\"secondFactorRemoved\": " + withoutSecondFactor + "}");
    database.commit();
    return new Made(account.login, password);
  }

  Made token(String name, int days) throws SQLException {
    var account = account(name);
    if (account.workspaces.isEmpty()) {
      throw new IllegalStateException(account.login + " is in no workspace any more.");
    }
    var secret = ApiTokens.newSecret();
    update(
        """
        INSERT INTO formwork.api_token (id, workspace_id, member_id, name, hash, hint, read_only, scope, created_at, expires_at)
        VALUES (?, ?, ?, 'made on the machine', ?, ?, false, '{}', now(), now() + ? * interval '1 day')\
        """,
        UuidCreator.getTimeOrderedEpoch(),
        account.workspaces.getFirst(),
        account.id,
        SecretHashes.sha256(secret),
        secret.substring(secret.length() - 4),
        days);
    audit(account, "token.make-on-machine", "{\"days\": " + days + "}");
    database.commit();
    return new Made(account.login, secret);
  }

  private Account account(String name) throws SQLException {
    try (var statement =
        database.prepareStatement(
            """
            SELECT id, login, service FROM formwork.member WHERE login = ? OR lower(email) = ?
            ORDER BY login = ? DESC LIMIT 1\
            """)) {
      for (int i = 1; i <= 3; i++) {
        statement.setString(i, name.strip().toLowerCase(Locale.ROOT));
      }
      try (var rows = statement.executeQuery()) {
        if (!rows.next()) {
          throw new IllegalStateException(
              "There is no account called " + name + ". Administrators: " + administrators() + ".");
        }
        var id = rows.getObject(1, UUID.class);
        return new Account(id, rows.getString(2), rows.getBoolean(3), workspaces(id));
      }
    }
  }

  private String administrators() throws SQLException {
    try (var statement =
            database.prepareStatement(
                """
                SELECT string_agg(DISTINCT m.login, ', ') FROM formwork.member m
                JOIN formwork.membership s ON s.member_id = m.id
                WHERE s.role = 'ADMINISTRATOR' AND s.state = 'active' AND NOT m.service\
                """);
        var rows = statement.executeQuery()) {
      rows.next();
      return rows.getString(1);
    }
  }

  private List<UUID> workspaces(UUID member) throws SQLException {
    try (var statement =
        database.prepareStatement(
            "SELECT workspace_id FROM formwork.membership WHERE member_id = ? AND state = 'active'"
                + " ORDER BY role, id")) {
      statement.setObject(1, member);
      var found = new ArrayList<UUID>();
      try (var rows = statement.executeQuery()) {
        while (rows.next()) {
          found.add(rows.getObject(1, UUID.class));
        }
      }
      return found;
    }
  }

  /** The server, if it runs, hears of it. */
  private void endSessions(UUID member) throws SQLException {
    try (var statement =
        database.prepareStatement(
            """
            WITH ended AS (
              UPDATE formwork.web_session SET ended_at = now() WHERE member_id = ? AND ended_at IS NULL RETURNING id)
            SELECT pg_notify('%s', id::text) FROM ended\
            """
                .formatted(WebSessions.CHANNEL))) {
      statement.setObject(1, member);
      statement.execute();
    }
  }

  private void audit(Account account, String event, String details) throws SQLException {
    var chain = chain();
    for (var workspace : account.workspaces) {
      audit(
          chain,
          new AuditEvent(workspace, null, event, new MemberId(account.id).toString(), details));
    }
  }

  private void audit(AuditChain chain, AuditEvent event) throws SQLException {
    try (var lock =
        database.prepareStatement("SELECT pg_advisory_xact_lock(hashtextextended(?, 0))")) {
      lock.setString(1, "audit " + event.workspace());
      lock.execute();
    }
    var entry = chain.next(event, tail(event.workspace()));
    update(
        "INSERT INTO formwork.audit_entry (chain, number, at, member_id, event, subject, details,"
            + " hash) VALUES (?, ?, ?, NULL, ?, ?, ?, ?)",
        event.workspace(),
        entry.number(),
        entry.at(),
        entry.event(),
        entry.subject(),
        entry.details(),
        entry.hash());
  }

  private AuditTail tail(UUID workspace) throws SQLException {
    try (var last = database.prepareStatement(AuditTail.SQL.formatted("?"))) {
      last.setObject(1, workspace);
      var newest = new ArrayList<AuditLog.Entry>();
      try (var rows = last.executeQuery()) {
        while (rows.next()) {
          newest.add(
              AuditTail.entry(
                  rows.getLong(1),
                  rows.getLong(2),
                  rows.getString(3),
                  rows.getString(4),
                  rows.getString(5),
                  rows.getString(6),
                  rows.getString(7)));
        }
      }
      return new AuditTail(newest);
    }
  }

  private AuditChain chain() throws SQLException {
    var vault = Vault.of(keys);
    Map<Integer, AuditKey> opened = new HashMap<>();
    try (var statement =
            database.prepareStatement(
                "SELECT k.id, s.id, s.sealed FROM formwork.audit_key k JOIN formwork.secret s ON"
                    + " s.id = k.secret_id");
        var rows = statement.executeQuery()) {
      while (rows.next()) {
        opened.put(rows.getInt(1), AuditKey.of(open(vault, rows.getString(3), rows.getString(2))));
      }
    }
    if (opened.isEmpty()) {
      throw new IllegalStateException("Start this version of Formwork once, then try again.");
    }
    return new AuditChain(opened);
  }

  private String open(Vault vault, String sealed, String place) {
    try {
      return vault.open(sealed, place);
    } catch (Refusal | IllegalStateException e) {
      throw new IllegalStateException(
          "The key file "
              + keys
              + " is not the one of this database. Put the right one in its place.",
          e);
    }
  }

  private void update(String sql, Object... values) throws SQLException {
    try (var statement = database.prepareStatement(sql)) {
      for (int i = 0; i < values.length; i++) {
        statement.setObject(i + 1, values[i]);
      }
      statement.executeUpdate();
    }
  }

  @Override
  public void close() throws SQLException {
    database.close();
  }
}
