/** What members are told: in the app at once, by e-mail as each of them prefers. */
package dev.formwork.workflow.notice;
