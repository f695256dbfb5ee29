package dev.formwork.designer.definition;

import dev.formwork.core.definition.DefinitionKind;

/**
 * A place in a definition that refers to another definition of the app, or to a part of one.
 *
 * @param path JSON pointer to the place
 * @param kind of what is referred to
 * @param part of it, such as the key of a field, {@code subform.column} or the name of a function;
 *     null: it as a whole
 */
public record Reference(String path, DefinitionKind kind, String key, String part) {}
