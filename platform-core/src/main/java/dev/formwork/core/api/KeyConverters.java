package dev.formwork.core.api;

import dev.formwork.core.naming.AppKey;
import dev.formwork.core.naming.FormKey;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.ext.ParamConverter;
import jakarta.ws.rs.ext.ParamConverterProvider;
import jakarta.ws.rs.ext.Provider;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;
import java.util.Optional;
import java.util.function.Function;

/** Reads keys in paths; a text that cannot be one names nothing that is there. */
@Provider
public class KeyConverters implements ParamConverterProvider {

  /** A path names an app or form by a text that cannot be a key. */
  static final class NoSuchKeyException extends NotFoundException {
    private static final long serialVersionUID = 1L;
  }

  private static final ParamConverter<AppKey> APP = converter(AppKey::parse);
  private static final ParamConverter<FormKey> FORM = converter(FormKey::parse);

  @Override
  @SuppressWarnings("unchecked") // As the type asked for says.
  public <T> ParamConverter<T> getConverter(Class<T> type, Type generic, Annotation[] annotations) {
    if (type == AppKey.class) {
      return (ParamConverter<T>) APP;
    }
    return type == FormKey.class ? (ParamConverter<T>) FORM : null;
  }

  private static <T> ParamConverter<T> converter(Function<String, Optional<T>> parse) {
    return new ParamConverter<>() {
      @Override
      public T fromString(String text) {
        return parse.apply(text).orElseThrow(NoSuchKeyException::new);
      }

      @Override
      public String toString(T key) {
        return key.toString();
      }
    };
  }
}
