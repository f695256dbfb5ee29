/**
 * JavaScript in processes of their own, so that a script that loops, recurses or allocates without
 * end dies alone: the pool, the protocol and the program that runs there.
 */
package dev.formwork.core.script.process;
