/** Placeholder replaced below. */
package dev.formwork.designer;
