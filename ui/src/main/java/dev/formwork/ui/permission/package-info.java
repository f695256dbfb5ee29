/**
 * Who may enter an app, who may do what with a form's records, and the explanation of why someone
 * may.
 */
package dev.formwork.ui.permission;
