/**
 * Changes to a flow as pure functions from one definition to the next: steps inserted, moved,
 * copied, branches and lanes added, new steps with common settings. Screens, REST and scripts use
 * the same.
 */
package dev.formwork.designer.flow.edit;
