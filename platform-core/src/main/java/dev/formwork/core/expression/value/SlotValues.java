package dev.formwork.core.expression.value;

/**
 * The values of one record or subform row, by slot; null is empty. Subform slots hold {@code List<?
 * extends Values>}.
 */
public interface SlotValues {

  Object get(int slot);
}
