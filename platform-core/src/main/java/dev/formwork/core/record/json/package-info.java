/** Records from JSON and to JSON. */
package dev.formwork.core.record.json;
