package dev.formwork.core.api;

import dev.formwork.core.naming.AppKey;
import dev.formwork.core.naming.FormKey;
import dev.formwork.core.naming.RecordId;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.ext.ParamConverter;
import jakarta.ws.rs.ext.ParamConverterProvider;
import jakarta.ws.rs.ext.Provider;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;
import java.util.Optional;
import java.util.function.Function;

/**
 * Reads keys and ids of records in paths; a text that cannot be one names nothing that is there.
 */
@Provider
public class KeyConverters implements ParamConverterProvider {

  /** A path names an app or form by a text that cannot be a key. */
  static final class NoSuchKeyException extends NotFoundException {
    private static final long serialVersionUID = 1L;
  }

  /** A path names a record by a text that cannot be an id. */
  static final class NoSuchRecordException extends NotFoundException {
    private static final long serialVersionUID = 1L;

    NoSuchRecordException(String id) {
      super(id);
    }
  }

  private static final ParamConverter<AppKey> APP =
      converter(AppKey::parse, _ -> new NoSuchKeyException());
  private static final ParamConverter<FormKey> FORM =
      converter(FormKey::parse, _ -> new NoSuchKeyException());
  private static final ParamConverter<RecordId> RECORD =
      converter(RecordId::parse, NoSuchRecordException::new);

  @Override
  @SuppressWarnings("unchecked") // As the type asked for says.
  public <T> ParamConverter<T> getConverter(Class<T> type, Type generic, Annotation[] annotations) {
    if (type == AppKey.class) {
      return (ParamConverter<T>) APP;
    }
    if (type == FormKey.class) {
      return (ParamConverter<T>) FORM;
    }
    return type == RecordId.class ? (ParamConverter<T>) RECORD : null;
  }

  private static <T> ParamConverter<T> converter(
      Function<String, Optional<T>> parse, Function<String, NotFoundException> missing) {
    return new ParamConverter<>() {
      @Override
      public T fromString(String text) {
        return parse.apply(text).orElseThrow(() -> missing.apply(text));
      }

      @Override
      public String toString(T key) {
        return key.toString();
      }
    };
  }
}
