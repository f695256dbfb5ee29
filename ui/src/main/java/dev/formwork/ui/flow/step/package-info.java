/** The kinds of steps as the designer offers them: group, colour, icon, label. */
package dev.formwork.ui.flow.step;
