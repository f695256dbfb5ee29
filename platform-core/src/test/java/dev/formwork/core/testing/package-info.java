/** Worlds for tests of every module: forms in a few typed words. */
package dev.formwork.core.testing;
