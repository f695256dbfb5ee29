/** The screens on which an app's administrators say who may do what, and see why someone may. */
package dev.formwork.ui.permission;
