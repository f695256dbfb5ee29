/** The problem codes of screens. */
package dev.formwork.ui.problem;
