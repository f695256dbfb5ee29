/**
 * What a designer draws, as Java records with their JSON: apps, forms, and the words they are
 * titled with.
 */
package dev.formwork.core.definition;
