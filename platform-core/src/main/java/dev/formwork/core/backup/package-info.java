/**
 * Backups: the whole database at one moment and the keys of its secrets, in one file, and back.
 *
 * <p>Written without PostgreSQL's own programs, as the embedded package has none of them and an
 * older {@code pg_dump} refuses a newer server: the structure is read from the catalog, and every
 * table goes out by {@code COPY} under one exported snapshot. So a backup of any supported server
 * can be restored into any other one.
 */
package dev.formwork.core.backup;
