/** API tokens: created, checked on every request, rotated, revoked. */
package dev.formwork.core.token;
