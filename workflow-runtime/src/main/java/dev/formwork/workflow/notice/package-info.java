/** What people are told: in the app at once, by mail as they wish. */
package dev.formwork.workflow.notice;
