/**
 * Trying a draft flow out on a record or a sample, as each person in turn; nothing of it is stored.
 */
package dev.formwork.ui.flow.tryout;
