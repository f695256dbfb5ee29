/**
 * The compiled flows in use on this node: the published versions of an app, and older versions that
 * instances still run on.
 */
package dev.formwork.workflow.published;
