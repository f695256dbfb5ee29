/** The cache of compiled apps in use on this node. */
package dev.formwork.core.workspace.compiled;
