/**
 * Flows on screen: drawn, tried, published, and what their instances do.
 *
 * <p>The drawing is made in the browser by {@code formwork/flow-canvas.js} from one JSON; the
 * server holds the definition and changes it by pure functions.
 */
package dev.formwork.ui.flow;
