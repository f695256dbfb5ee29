/**
 * Definitions of apps, forms, rules and scripts as Java records with their JSON and JSON Schemas.
 */
package dev.formwork.core.definition;
