/** API tokens of a member or a service account: made, limited, revoked. */
package dev.formwork.ui.token;
