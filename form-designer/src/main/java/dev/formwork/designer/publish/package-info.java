/**
 * From a valid definition to a running form: what must change in the database, and doing it safely
 * while people work.
 */
package dev.formwork.designer.publish;
