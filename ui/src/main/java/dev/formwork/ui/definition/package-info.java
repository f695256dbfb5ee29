/** What the designers of every kind of definition share: versions, differences, uses. */
package dev.formwork.ui.definition;
