/**
 * From a flow definition to a compiled flow: names resolved, expressions typed, step locations
 * known. Pure; every mistake is reported with its path in the JSON.
 */
package dev.formwork.workflow.compile;
