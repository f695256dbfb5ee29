/** What administrators set beside the forms: an app's own functions, the work calendar. */
package dev.formwork.ui.setting;
