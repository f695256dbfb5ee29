package dev.formwork.core.api;

import dev.formwork.core.definition.DefinitionJson;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;

/** A list that is answered whole: {@code {"items": […]}}. */
public record ItemsAnswer<T>(List<T> items) {

  /** As JSON, each thing as what it is answered as. */
  public static <S, T> String json(Collection<S> things, Function<S, T> answered) {
    return DefinitionJson.write(new ItemsAnswer<>(things.stream().map(answered).toList()));
  }
}
