/** Where people stand: departments, roles, who leads whom. A snapshot that nodes keep current. */
package dev.formwork.core.organization;
