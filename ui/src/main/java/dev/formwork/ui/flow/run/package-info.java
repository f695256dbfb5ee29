/**
 * The runs (instances) of a flow for those who administer it: figures, failures, retry, reassign,
 * migrate to a new version.
 */
package dev.formwork.ui.flow.run;
