/** The settings of the workspace, for its administrators. */
package dev.formwork.ui.setting;
