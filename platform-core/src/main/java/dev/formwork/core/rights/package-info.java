/**
 * What one person may do in an app: compiled permission sets, effective rights on forms, fields and
 * rows, and the filters that hold them in SQL. Pure.
 */
package dev.formwork.core.rights;
