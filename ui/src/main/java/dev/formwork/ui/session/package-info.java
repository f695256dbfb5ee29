/**
 * Who is signed in in this browser session, the language of those who are not, and what happens
 * when a session ends.
 */
package dev.formwork.ui.session;
