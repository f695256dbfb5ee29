/** The stored definitions of a workspace: drafts and published versions. */
package dev.formwork.core.workspace.definition;
