/**
 * The frame around the screens of signed-in members: navigation, the bar on phones, the start page.
 * Lets in only who is signed in.
 */
package dev.formwork.ui.shell;
