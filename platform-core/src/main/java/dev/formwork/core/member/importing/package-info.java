/** Adding many members from a CSV file, all or none. */
package dev.formwork.core.member.importing;
