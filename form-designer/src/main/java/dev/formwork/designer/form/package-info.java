/**
 * Forms as a kind of definition, and what publishing one does to the database: plans the change of
 * its tables and applies it while people work.
 */
package dev.formwork.designer.form;
