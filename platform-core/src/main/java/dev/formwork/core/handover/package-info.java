/** What a member holds, given to another: when they leave, or change their work. */
package dev.formwork.core.handover;
