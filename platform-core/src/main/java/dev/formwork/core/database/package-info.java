/**
 * How PostgreSQL is used: connections with cached statements, and transactions that are retried
 * after a deadlock or serialization failure.
 */
package dev.formwork.core.database;
