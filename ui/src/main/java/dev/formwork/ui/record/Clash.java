package dev.formwork.ui.record;

import dev.formwork.core.field.Field;

/** A field that two people changed, each to something else. */
public record Clash(Field field, Object mine, Object theirs) {}
