/**
 * What happens before the first request: command-line options, the data folder, the embedded
 * database, migration of workspaces, the first administrator.
 */
package dev.formwork.ui.start;
