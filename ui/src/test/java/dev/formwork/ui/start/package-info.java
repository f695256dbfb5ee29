/** Tests of what happens before the first request. */
package dev.formwork.ui.start;
