/** The frame around all screens: navigation, sign-in, language, and the way to the services. */
package dev.formwork.ui.shell;
