/**
 * What the installation does for itself by the clock, and how long it keeps what it needs no more.
 */
package dev.formwork.core.upkeep;
