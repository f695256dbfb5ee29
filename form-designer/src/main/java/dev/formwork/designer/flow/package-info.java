/**
 * Flows while they are made: drafts, what keeps them from being published, publishing, and drawings
 * of them as BPMN 2.0 and SVG.
 */
package dev.formwork.designer.flow;
