/** Public links: what people without an account may fill in, look up or look at. */
package dev.formwork.core.share;
