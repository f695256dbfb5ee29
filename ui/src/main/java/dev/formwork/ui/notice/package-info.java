/** What members are told: the bell, and how they want to hear of it. */
package dev.formwork.ui.notice;
