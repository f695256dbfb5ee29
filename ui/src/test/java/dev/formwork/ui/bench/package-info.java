/**
 * What {@code ./formwork bench} measures against a running server. {@link
 * dev.formwork.ui.bench.EndpointBench} drives built applications from outside; the others run the
 * server in their own process. Each prints its figures last.
 */
package dev.formwork.ui.bench;
