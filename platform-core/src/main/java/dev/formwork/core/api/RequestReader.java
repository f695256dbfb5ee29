package dev.formwork.core.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.formwork.core.access.Caller;
import dev.formwork.core.compile.CompiledForm;
import dev.formwork.core.naming.AppKey;
import dev.formwork.core.naming.FormKey;
import dev.formwork.core.naming.MemberId;
import dev.formwork.core.permission.FieldRight;
import dev.formwork.core.permission.RecordAction;
import dev.formwork.core.problem.CoreProblem;
import dev.formwork.core.problem.NameSuggestion;
import dev.formwork.core.problem.Problem;
import dev.formwork.core.problem.Refusal;
import dev.formwork.core.proxy.TrustedProxies;
import dev.formwork.core.record.ReadableInput;
import dev.formwork.core.record.WritePrecondition;
import dev.formwork.core.record.access.RecordAccess;
import dev.formwork.core.record.json.RecordJsonReader;
import dev.formwork.core.record.value.RecordInput;
import dev.formwork.core.thread.WorkerThreads;
import dev.formwork.core.workspace.compiled.CompiledForms;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.HttpHeaders;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * Reads what all endpoints need from a request: caller, address, language, version, ids and JSON
 * bodies.
 */
public final class RequestReader {

  static final String CALLER = "formwork.caller";

  private RequestReader() {}

  /**
   * Who sent it; every path below {@code /api/v1} but the schemas has passed {@link
   * TokenAuthenticationFilter}.
   */
  public static Caller caller(ContainerRequestContext request) {
    return (Caller) request.getProperty(CALLER);
  }

  /** The path as routing reads it: what has escapes is decoded, the plain rest spared the work. */
  static String path(ContainerRequestContext request, HttpServerRequest connection) {
    var raw = connection.path();
    return raw == null || raw.indexOf('%') >= 0 ? request.getUriInfo().getPath() : raw;
  }

  /** Where a request comes from, past proxies; {@code 0.0.0.0} when that is no address. */
  public static InetAddress address(HttpServerRequest connection) {
    var host = connection.remoteAddress() == null ? null : connection.remoteAddress().hostAddress();
    try {
      return TrustedProxies.configured()
          .client(
              InetAddress.getByName(host == null ? "0.0.0.0" : host),
              String.join(",", connection.headers().getAll(TrustedProxies.HEADER)));
    } catch (UnknownHostException e) {
      throw new IllegalStateException("An address is no name: " + host, e);
    }
  }

  /** The language to answer in: the one asked for, else the caller's own, else English. */
  static Locale locale(ContainerRequestContext request) {
    for (var wanted : wanted(request.getHeaderString(HttpHeaders.ACCEPT_LANGUAGE))) {
      var language = Locale.forLanguageTag(wanted.getRange()).getLanguage();
      if (language.equals("zh") || language.equals("en")) {
        return Locale.of(language);
      }
    }
    return request.getProperty(CALLER) instanceof Caller caller ? caller.locale() : Locale.ENGLISH;
  }

  /** The languages asked for, best first; none when that cannot be understood. */
  private static List<Locale.LanguageRange> wanted(String header) {
    try {
      return header == null || header.isBlank()
          ? List.of()
          : Locale.LanguageRange.parse(header.strip());
    } catch (IllegalArgumentException _) {
      return List.of();
    }
  }

  /** The version in an {@code If-Match}; null without one or for {@code *}. */
  public static Long version(String etag) {
    if (etag == null || etag.equals("*")) {
      return null;
    }
    if (!etag.matches("\"[0-9]{1,18}\"")) {
      throw Refusal.of(Refusal.Kind.MALFORMED, CoreProblem.BAD_ETAG);
    }
    return Long.valueOf(etag.substring(1, etag.length() - 1));
  }

  /**
   * What must be so for a record to be written.
   *
   * @param expected {@code If-Match}; nullable
   * @param known {@code If-None-Match}; nullable, else {@code *}
   */
  static WritePrecondition precondition(String expected, String known) {
    if (known != null && !known.equals("*")) {
      throw Refusal.of(Refusal.Kind.MALFORMED, CoreProblem.BAD_ETAG);
    }
    return new WritePrecondition(version(expected), known != null, expected != null);
  }

  /** The same for definitions, whose versions are few. */
  public static Integer definitionVersion(String etag) {
    var version = version(etag);
    if (version != null && version > Integer.MAX_VALUE) {
      throw Refusal.of(Refusal.Kind.MALFORMED, CoreProblem.BAD_ETAG);
    }
    return version == null ? null : version.intValue();
  }

  /** An id in a path; what is none names nothing that is there. */
  static UUID id(String text) {
    try {
      return UUID.fromString(text);
    } catch (IllegalArgumentException e) {
      throw Refusal.of(Refusal.Kind.NOT_FOUND, CoreProblem.NOT_FOUND);
    }
  }

  /** The same for a member. */
  static MemberId member(String text) {
    return new MemberId(id(text));
  }

  /** A body as JSON of any shape; fails as malformed, with the place. */
  public static JsonNode json(String body) {
    return RequestJson.tree(body);
  }

  /** A body, perhaps empty, as an object that has none but these members. */
  public static JsonNode object(String body, Map<String, MemberType> members) {
    return members("", json(body == null || body.isBlank() ? "{}" : body), members);
  }

  /** Fails as invalid unless this, at its path, is an object that has none but these members. */
  public static JsonNode members(String path, JsonNode json, Map<String, MemberType> members) {
    return RequestJson.requireMembers(path, json, members);
  }

  /** A body as this; fails as invalid when its shape is another. */
  public static <T> T read(String body, Class<T> type) {
    return read("", json(body), type);
  }

  static <T> T read(JsonNode json, Class<T> type) {
    return read("", json, type);
  }

  /** The same for a part of a body, which stands at this path. */
  public static <T> T read(String path, JsonNode json, Class<T> type) {
    return RequestJson.read(path, json, type);
  }

  /** The same, for what only makes sense to readers. */
  static Uni<CompiledForm> readable(CompiledForms forms, Caller caller, AppKey app, FormKey form) {
    return form(forms, caller, app, form).invoke(found -> RecordAccess.requireRead(caller, found));
  }

  /**
   * Fails when one of these is no field that the caller may know of.
   *
   * @param path of the list in the body; null: the fields stand in the address
   */
  static List<String> fields(Caller caller, CompiledForm form, List<String> keys, String path) {
    var rights = RecordAccess.to(caller, form);
    var known =
        form.definition().fields().stream()
            .map(field -> field.key().value())
            .filter(key -> rights.right(key) != FieldRight.HIDDEN)
            .toList();
    for (int i = 0; i < keys.size(); i++) {
      if (!known.contains(keys.get(i))) {
        throw new Refusal(
            Refusal.Kind.MALFORMED,
            List.of(unknownField(path == null ? "" : path + "/" + i, keys.get(i), known)));
      }
    }
    return keys;
  }

  private static Problem unknownField(String path, String key, List<String> known) {
    return NameSuggestion.nearest(key, known)
        .map(near -> Problem.at(path, CoreProblem.UNKNOWN_FIELD_NEAR, key, near))
        .orElseGet(() -> Problem.at(path, CoreProblem.UNKNOWN_FIELD, key));
  }

  /** A form the caller may not know of is not there. */
  static Uni<CompiledForm> form(CompiledForms forms, Caller caller, AppKey app, FormKey form) {
    return forms
        .form(caller.workspace(), app, form)
        .invoke(
            found -> {
              if (!RecordAccess.to(caller, found).isKnown()) {
                throw Refusal.of(Refusal.Kind.NOT_FOUND, CoreProblem.FORM_NOT_FOUND, app, form);
              }
            });
  }

  /** More than so many characters take a while. */
  private static final int LONG = 32_768;

  /** What is read of a body, a long one on a worker thread: an event loop serves many others. */
  public static <T> Uni<T> reading(String body, Supplier<T> read) {
    return body != null && body.length() > LONG
        ? WorkerThreads.run(read)
        : Uni.createFrom().item(read);
  }

  /** The body as a record; nothing is read for whoever may do none of this anyway. */
  static Uni<RecordInput> input(
      Caller caller, CompiledForm form, String body, RecordAction... needed) {
    caller.requireWriting();
    var recordAccess = RecordAccess.of(caller, form);
    if (Arrays.stream(needed).noneMatch(recordAccess.rights()::may)) {
      recordAccess.require(needed[0]);
    }
    return reading(body, () -> ReadableInput.of(caller, form, record(form, body)));
  }

  private static RecordJsonReader.Read record(CompiledForm form, String body) {
    if (body == null || body.isBlank()) {
      throw Refusal.of(Refusal.Kind.MALFORMED, CoreProblem.JSON_MISSING);
    }
    try {
      return RecordJsonReader.read(form, body);
    } catch (JsonProcessingException e) {
      throw RequestJson.malformed(e);
    }
  }
}
