/**
 * Running instances for the people who take part in them: read with open tasks and history,
 * withdrawn, reminded, commented.
 */
package dev.formwork.workflow.instance;
