/** Who may do what, as definitions: permission sets of forms, and what people are in an app. */
package dev.formwork.core.permission;
