package dev.formwork.core.field;

/** A field of which permissions may show a few letters and cover the rest. */
public interface Maskable {}
