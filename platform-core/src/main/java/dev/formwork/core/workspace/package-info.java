/** Workspaces: one customer organisation each, with a PostgreSQL schema of its own. */
package dev.formwork.core.workspace;
