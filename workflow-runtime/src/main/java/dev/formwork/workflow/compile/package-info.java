/** From a flow as it is drawn to one that runs: names resolved, expressions typed, places known. */
package dev.formwork.workflow.compile;
