/** The gallery of template packs: what can be installed, and what is. */
package dev.formwork.ui.pack;
