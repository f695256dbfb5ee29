/**
 * The organisation as flows see it: roles, departments, managers, delegations to substitutes, and
 * the system caller on whose behalf flows act.
 */
package dev.formwork.workflow.people;
