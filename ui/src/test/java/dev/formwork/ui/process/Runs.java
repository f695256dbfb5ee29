package dev.formwork.ui.process;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The flows of the Lead-to-Cash pack that a test runs. After the test each of them must have run to
 * an end, so that nothing is claimed that did not happen.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface Runs {
  String[] value();
}
