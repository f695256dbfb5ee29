/**
 * A workspace's people for its administrators: members, invitations, departments, roles, service
 * accounts, sign-in policy, the audit log.
 */
package dev.formwork.ui.people;
