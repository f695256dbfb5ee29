/** The gallery of packs. */
package dev.formwork.ui.gallery;
