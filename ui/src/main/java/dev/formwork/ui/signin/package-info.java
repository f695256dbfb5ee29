/**
 * The pages before one is signed in: sign-in, single sign-on, passwords, the second factor,
 * invitation and password links.
 */
package dev.formwork.ui.signin;
