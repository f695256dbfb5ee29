package dev.formwork.ui.field.input;

/**
 * What was typed and is no value.
 *
 * @param text as it was typed
 * @param sentence what is wrong with it and what would be right, in the user's language
 */
public record Unread(String text, String sentence) {}
