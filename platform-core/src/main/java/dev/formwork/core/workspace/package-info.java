/**
 * Workspaces and what is defined in them: apps, drafts, published versions, and the cache of
 * compiled forms.
 */
package dev.formwork.core.workspace;
