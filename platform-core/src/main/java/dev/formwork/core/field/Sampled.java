package dev.formwork.core.field;

/** A field for which a plausible value can be made up, to try a form or flow. */
public interface Sampled {

  /** Null when there is nothing to make one of. */
  Object sample(SampleSource source);
}
