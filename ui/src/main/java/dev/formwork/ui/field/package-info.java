/**
 * What showing and editing values rests on: language, zone and names; the input of one field; times
 * in words; and inputs that choose members or roles.
 */
package dev.formwork.ui.field;
