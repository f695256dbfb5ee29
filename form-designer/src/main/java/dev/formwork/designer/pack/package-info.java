/**
 * Packs: sets of definitions and sample data as plain JSON files, found on the class path,
 * installed in one step.
 */
package dev.formwork.designer.pack;
