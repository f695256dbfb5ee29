/** The types of steps in the flow designer, one file each: icon, colour, inputs. */
package dev.formwork.ui.flow.step;
