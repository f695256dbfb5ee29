/** Flows as a kind of definition: read strictly from JSON, validated, compared. */
package dev.formwork.designer.flow;
