/** Uploaded files: received, recognised by their content, kept in the database, handed out. */
package dev.formwork.core.attachment;
