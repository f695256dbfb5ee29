package dev.formwork.ui;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;

/**
 * A PostgreSQL like the one Formwork brings along, but without the care for what outlives a crash:
 * a test's database ends with the test, and waiting for the disk is what tests wait for most.
 */
public final class ShortLivedPostgres {

  private ShortLivedPostgres() {}

  public static EmbeddedPostgres.Builder builder() {
    return EmbeddedPostgres.builder()
        .setServerConfig("fsync", "off")
        .setServerConfig("full_page_writes", "off")
        .setServerConfig("synchronous_commit", "off")
        .setServerConfig("max_wal_size", "4GB")
        .setServerConfig("checkpoint_timeout", "1h")
        .setLocaleConfig("locale-provider", "builtin")
        .setLocaleConfig("builtin-locale", "C.UTF-8");
  }
}
