/**
 * Permission definitions: permission sets of forms, roles in an app, and whom they are granted to.
 */
package dev.formwork.core.permission;
