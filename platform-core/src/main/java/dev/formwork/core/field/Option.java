package dev.formwork.core.field;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.formwork.core.definition.Title;

/**
 * One option of a choice.
 *
 * @param key stored in records; never changes
 * @param color name of a badge colour, nullable
 * @param retired no longer offered; old records keep it
 */
@JsonInclude(JsonInclude.Include.NON_DEFAULT)
public record Option(String key, Title title, String color, boolean retired) {}
