/**
 * Reading values as people write them: numbers, days, moments and times. A text is read exactly or
 * not at all; what depends on a custom, such as the decimal sign, is told by a format, and what a
 * column of texts tells about its format is found here too. Pure functions.
 */
package dev.formwork.core.field.text;
