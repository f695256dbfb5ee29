/** One record: reading, editing, its stage path, its history. */
package dev.formwork.ui.record;
