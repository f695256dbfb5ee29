/**
 * The organisation of a workspace: departments, roles, memberships. An immutable snapshot that
 * every node keeps current.
 */
package dev.formwork.core.organization;
