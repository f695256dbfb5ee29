/**
 * On whose behalf a call runs and how far it reaches: the caller, the scope of a token, and the
 * role the caller has in an app.
 */
package dev.formwork.core.access;
