/** The member's own profile: name, language, password, second factor, sessions. */
package dev.formwork.ui.profile;
