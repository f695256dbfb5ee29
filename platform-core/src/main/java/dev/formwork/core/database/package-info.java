/** How the database is connected to. */
package dev.formwork.core.database;
