package dev.formwork.ui.field.type;

import dev.formwork.core.field.FieldHead;
import dev.formwork.core.naming.FormKey;

/**
 * What the default definition of a new field is made from.
 *
 * @param form where it is inserted
 * @param other a form that it may link to
 */
public record NewField(FieldHead head, FormKey form, FormKey other) {}
