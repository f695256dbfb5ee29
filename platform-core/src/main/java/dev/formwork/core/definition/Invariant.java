package dev.formwork.core.definition;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.formwork.core.naming.FieldKey;
import dev.formwork.core.naming.Title;

/**
 * What holds for a record and the records that point to it, whatever runs at the same time.
 *
 * @param check an expression that must be true after every change to any of them; of each row, when
 *     {@code rows} is given
 * @param message said to whoever would break it
 * @param rows the subform whose rows are checked; nullable: the record
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Invariant(String check, Title message, FieldKey rows) {}
