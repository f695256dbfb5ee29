package dev.formwork.core.expression;

/**
 * The values of one record or subform row, by slot; null is empty. Subform slots hold {@code List<?
 * extends Values>}.
 */
public interface Values {

  Object get(int slot);
}
