package dev.formwork.ui.field.type;

/** A heading of the palette of field types, in the order of the palette. */
public enum PaletteGroup {
  TEXT,
  NUMBER,
  DATE,
  CHOICE,
  LINK,
  CALCULATION
}
