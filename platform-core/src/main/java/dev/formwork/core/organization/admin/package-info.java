/** The administrators' commands on departments, roles and memberships. */
package dev.formwork.core.organization.admin;
