/** Messages between application nodes, by LISTEN and NOTIFY of PostgreSQL. */
package dev.formwork.core.cluster;
