/**
 * Flow definitions as JSON: triggers, nested blocks of steps, assignee rules, voting rules,
 * deadlines. Each type of step is one file: its JSON, checks, shape in drawings, sentence and
 * common settings.
 */
package dev.formwork.workflow.definition;
