/**
 * One instance of a flow on screen: its status, who has it, its timeline with comments and
 * attachments, and the flows of a record.
 */
package dev.formwork.ui.flow.instance;
