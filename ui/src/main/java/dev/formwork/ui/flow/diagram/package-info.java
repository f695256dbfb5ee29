/**
 * The drawing of a flow. It is made in the browser by {@code formwork/flow-canvas.js} from one
 * JSON; here that JSON is written and the component is held.
 */
package dev.formwork.ui.flow.diagram;
