/** An app's own functions and scripts: written, tried, run. */
package dev.formwork.ui.script;
