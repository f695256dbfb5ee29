/**
 * Drawings of flows: layout of the diagram, export as SVG and as BPMN 2.0, and the path that an
 * instance took.
 */
package dev.formwork.designer.drawing;
