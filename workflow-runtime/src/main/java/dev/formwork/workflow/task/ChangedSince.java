package dev.formwork.workflow.task;

import com.fasterxml.jackson.databind.JsonNode;
import dev.formwork.core.naming.MemberId;
import dev.formwork.core.naming.Title;
import java.time.OffsetDateTime;

/**
 * A value of a record that is not what it was when the record was submitted.
 *
 * @param path {@code /price}, or {@code /lines/2/price} of the second row
 * @param field key of the field or column
 * @param rows key of the subform; null: the record itself
 * @param title of the field, or of the column with its row
 * @param from then; null: nothing
 * @param to now; null: nothing
 * @param by who changed it last; null: the platform
 * @param at when; null: nobody changed it, it follows from other values
 */
public record ChangedSince(
    String path,
    String rows,
    String field,
    Title title,
    JsonNode from,
    JsonNode to,
    MemberId by,
    OffsetDateTime at) {}
