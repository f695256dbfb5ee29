/** A workspace's people for its administrators: members, departments, roles, and what happened. */
package dev.formwork.ui.people;
