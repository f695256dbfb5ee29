/** Drafts of forms: read, saved, validated, published; and undo, for drafts of any kind. */
package dev.formwork.designer.draft;
