/** Drafts of flows: read strictly from JSON, saved, validated, published. */
package dev.formwork.designer.flow;
