/** What people without an account see at a public link. */
package dev.formwork.ui.guest;
