package dev.formwork.core.member;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.Tuple;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;

/**
 * The language of an e-mail: the one its reader chose in their profile; for people without an
 * account the workspace's, which is that of the administrator who has been in it the longest.
 */
public final class MailLanguages {

  private MailLanguages() {}

  /** By address, as it was asked for. */
  public static Uni<Map<String, Locale>> of(
      SqlClient sql, UUID workspace, Collection<String> addresses) {
    return sql.preparedQuery(
            """
            SELECT a.address, coalesce(m.language, (
              SELECT f.language FROM formwork.membership s JOIN formwork.member f ON f.id = s.member_id
              WHERE s.workspace_id = $1 AND s.role = 'ADMINISTRATOR' AND s.state = 'active' AND NOT f.service
              ORDER BY s.id LIMIT 1), 'en')
            FROM unnest($2::text[]) AS a (address) LEFT JOIN formwork.member m ON lower(m.email) = lower(a.address)""")
        .execute(Tuple.of(workspace, addresses.toArray(String[]::new)))
        .map(
            rows -> {
              var languages = new HashMap<String, Locale>();
              rows.forEach(row -> languages.put(row.getString(0), Locale.of(row.getString(1))));
              return languages;
            });
  }

  /** That of one address. */
  public static Uni<Locale> of(SqlClient sql, UUID workspace, String address) {
    return of(sql, workspace, List.of(address)).map(languages -> languages.get(address));
  }
}
