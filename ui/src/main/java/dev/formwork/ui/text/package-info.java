/** The texts of the screens, in the user's language. */
package dev.formwork.ui.text;
