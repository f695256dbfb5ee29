/**
 * From a valid definition to a running form: compiles, plans the schema change, and applies both in
 * one transaction while people work.
 */
package dev.formwork.designer.publish;
