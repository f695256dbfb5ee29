/** One's own name, language, password and API tokens. */
package dev.formwork.ui.profile;
