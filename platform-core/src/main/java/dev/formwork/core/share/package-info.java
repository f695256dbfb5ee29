/** Public links: what people without an account may fill in, look up or read. */
package dev.formwork.core.share;
