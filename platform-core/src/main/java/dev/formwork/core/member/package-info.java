/** The people with an account and the workspaces they belong to. */
package dev.formwork.core.member;
