/** Who someone is and what they may do: members, sign-in, API tokens. */
package dev.formwork.core.access;
