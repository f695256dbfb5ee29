/** The way of one record that is created or changed, as the stages its form needs. */
package dev.formwork.core.record.write;
