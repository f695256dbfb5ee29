/** Events about records and those who listen, inside the transaction in which they happen. */
package dev.formwork.core.record.event;
