/** The problem codes of design; their sentences stand in this module's messages. */
package dev.formwork.designer.problem;
