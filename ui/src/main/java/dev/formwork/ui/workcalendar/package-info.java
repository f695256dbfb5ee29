/** The workspace's work calendar: days off and worked weekend days. */
package dev.formwork.ui.workcalendar;
