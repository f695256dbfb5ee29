/** Drafts: what a designer is working on, saved at once, seen by nobody else until published. */
package dev.formwork.designer.draft;
