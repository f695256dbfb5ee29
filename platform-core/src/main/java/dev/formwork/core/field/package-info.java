/**
 * The field types: one file each, with its settings as they stand in JSON. Adding one makes every
 * switch over them complain.
 */
package dev.formwork.core.field;
