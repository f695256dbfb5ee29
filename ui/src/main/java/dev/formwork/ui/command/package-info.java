/**
 * How a screen calls a service: it waits for the answer, and shows a refusal as a short message.
 */
package dev.formwork.ui.command;
