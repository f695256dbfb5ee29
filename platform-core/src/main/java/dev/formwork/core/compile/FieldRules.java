package dev.formwork.core.compile;

import dev.formwork.core.expression.CompiledExpression;
import dev.formwork.core.field.Field;

/**
 * When a field is shown, must be given, and may be changed.
 *
 * @param slot of the field, in the record or row
 * @param visible nullable: always
 * @param required nullable: as the field says
 * @param readOnly nullable: as the field says
 */
public record FieldRules(
    Field field,
    int slot,
    CompiledExpression visible,
    CompiledExpression required,
    CompiledExpression readOnly) {}
