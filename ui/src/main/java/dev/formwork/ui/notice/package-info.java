/** Notices to members: the bell, and how they want to be notified. */
package dev.formwork.ui.notice;
