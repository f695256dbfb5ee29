/**
 * Changes to a flow as pure functions from one definition to the next, with undo; and definitions
 * as the JSON that the inputs edit. Knows nothing of the screen.
 */
package dev.formwork.ui.flow.edit;
