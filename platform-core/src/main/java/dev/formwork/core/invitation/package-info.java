/** Invitations and password resets: links that work once, and what redeeming one does. */
package dev.formwork.core.invitation;
