/** The runnable application. */
package dev.formwork.ui;
