/**
 * The runnable application: {@code Formwork} holds {@code main}; everything else lies in the
 * packages below, by subject.
 */
package dev.formwork.ui;
