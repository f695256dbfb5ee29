/**
 * On which thread work runs: worker threads for what blocks, Vert.x contexts for what no request
 * asked for.
 */
package dev.formwork.core.thread;
