/**
 * Files that people add: taken in, recognised by their content, kept in the database, given back.
 */
package dev.formwork.core.attachment;
