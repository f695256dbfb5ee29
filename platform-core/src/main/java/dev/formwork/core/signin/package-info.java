/** Sign-in by password and second factor. */
package dev.formwork.core.signin;
