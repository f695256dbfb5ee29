/** The settings of each kind of step, as inputs. */
package dev.formwork.ui.flow.design.step;
