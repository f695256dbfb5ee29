package dev.formwork.core.definition;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.formwork.core.naming.FormKey;
import dev.formwork.core.naming.Title;

/**
 * A script a team wrote to be run by its people, on a record or by itself.
 *
 * @param help nullable
 * @param form on whose records it is offered, with {@code {"form", "id"}} as its input; null: it
 *     runs by itself
 * @param script a JavaScript function expression of its input: {@code input => { … }}
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record AppScript(String key, Title title, Title help, FormKey form, String script) {}
