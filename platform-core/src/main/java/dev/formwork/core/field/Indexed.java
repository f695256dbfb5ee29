package dev.formwork.core.field;

/**
 * A field that has an index whether its definition asks for one or not: lists and permissions ask
 * by it.
 */
public interface Indexed {}
