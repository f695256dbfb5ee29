package dev.formwork.workflow.definition;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.databind.JsonNode;
import dev.formwork.core.naming.Title;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A part of a flow. Texts marked as templates may hold expressions: {@code {{ amount }}}. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
  @JsonSubTypes.Type(value = Step.Approve.class, name = "approve"),
  @JsonSubTypes.Type(value = Step.Fill.class, name = "fill"),
  @JsonSubTypes.Type(value = Step.Notify.class, name = "notify"),
  @JsonSubTypes.Type(value = Step.Branch.class, name = "branch"),
  @JsonSubTypes.Type(value = Step.Parallel.class, name = "parallel"),
  @JsonSubTypes.Type(value = Step.ForEach.class, name = "forEach"),
  @JsonSubTypes.Type(value = Step.Repeat.class, name = "repeat"),
  @JsonSubTypes.Type(value = Step.Wait.class, name = "wait"),
  @JsonSubTypes.Type(value = Step.Call.class, name = "call"),
  @JsonSubTypes.Type(value = Step.End.class, name = "end"),
  @JsonSubTypes.Type(value = Step.Create.class, name = "create"),
  @JsonSubTypes.Type(value = Step.Update.class, name = "update"),
  @JsonSubTypes.Type(value = Step.Delete.class, name = "delete"),
  @JsonSubTypes.Type(value = Step.Aggregate.class, name = "aggregate"),
  @JsonSubTypes.Type(value = Step.Http.class, name = "http"),
  @JsonSubTypes.Type(value = Step.Email.class, name = "email"),
  @JsonSubTypes.Type(value = Step.Message.class, name = "message"),
  @JsonSubTypes.Type(value = Step.Script.class, name = "script"),
  @JsonSubTypes.Type(value = Step.Transition.class, name = "transition"),
  @JsonSubTypes.Type(value = Step.Assign.class, name = "assign")
})
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public sealed interface Step {

  /** Unique in the flow; never changes, as running instances stand on it. */
  String key();

  /** Nullable: what its kind is called. */
  Title title();

  /**
   * People decide.
   *
   * @param assign whom it is put to
   * @param decide how many must agree; nullable: any one
   * @param nobody what happens when nobody is found; nullable: stop and tell
   * @param reject what a rejection does; nullable: the flow ends
   * @param fields what whoever decides may do with fields; others may be read
   * @param buttons actions offered, with other labels than the usual; empty: the usual ones
   * @param due nullable
   * @param comment whether a comment is asked for with a decision
   * @param sign whether the decision is signed by hand
   */
  @JsonInclude(JsonInclude.Include.NON_DEFAULT)
  record Approve(
      String key,
      Title title,
      List<AssigneeRule> assign,
      VotingRule decide,
      NoAssigneePolicy nobody,
      RejectionPolicy reject,
      Map<String, TaskFieldAccess> fields,
      Map<ActionKind, Title> buttons,
      Deadline due,
      boolean comment,
      boolean sign)
      implements Step {
    public Approve {
      assign = assign == null ? List.of() : List.copyOf(assign);
      decide = decide == null ? VotingRule.ANY : decide;
      nobody = nobody == null ? NoAssigneePolicy.STOP : nobody;
      reject = reject == null ? RejectionPolicy.END : reject;
      fields = fields == null ? Map.of() : Map.copyOf(fields);
      buttons = buttons == null ? Map.of() : Map.copyOf(buttons);
    }
  }

  /** Someone completes fields. Parameters as for {@link Approve}. */
  record Fill(
      String key,
      Title title,
      List<AssigneeRule> assign,
      NoAssigneePolicy nobody,
      Map<String, TaskFieldAccess> fields,
      Map<ActionKind, Title> buttons,
      Deadline due)
      implements Step {
    public Fill {
      assign = assign == null ? List.of() : List.copyOf(assign);
      nobody = nobody == null ? NoAssigneePolicy.STOP : nobody;
      fields = fields == null ? Map.of() : Map.copyOf(fields);
      buttons = buttons == null ? Map.of() : Map.copyOf(buttons);
    }
  }

  /** People are told, and get a copy in their task centre. */
  record Notify(String key, Title title, List<AssigneeRule> to, Title message) implements Step {
    public Notify {
      to = to == null ? List.of() : List.copyOf(to);
    }
  }

  /**
   * Goes on where a condition holds.
   *
   * @param every every case that holds, side by side, rather than the first
   * @param otherwise when none holds
   */
  @JsonInclude(JsonInclude.Include.NON_DEFAULT)
  record Branch(String key, Title title, boolean every, List<Case> cases, List<Step> otherwise)
      implements Step {
    public Branch {
      cases = cases == null ? List.of() : List.copyOf(cases);
      otherwise = otherwise == null ? List.of() : List.copyOf(otherwise);
    }
  }

  /** One way of a branch. */
  @JsonInclude(JsonInclude.Include.NON_EMPTY)
  record Case(Title title, String when, List<Step> steps) {
    public Case {
      steps = steps == null ? List.of() : List.copyOf(steps);
    }
  }

  /**
   * Lanes side by side.
   *
   * @param join how many lanes must be done before it goes on; 0: all. What is left of the others
   *     is dropped
   */
  @JsonInclude(JsonInclude.Include.NON_DEFAULT)
  record Parallel(String key, Title title, List<List<Step>> lanes, int join) implements Step {
    public Parallel {
      lanes = lanes == null ? List.of() : lanes.stream().map(List::copyOf).toList();
    }

    /** {@code join} is {@code "all"}, {@code "any"} or a number. */
    @JsonCreator
    static Parallel of(
        @JsonProperty("key") String key,
        @JsonProperty("title") Title title,
        @JsonProperty("lanes") List<List<Step>> lanes,
        @JsonProperty("join") JsonNode join) {
      int needed =
          join == null || join.isNull() || "all".equals(join.textValue())
              ? 0
              : "any".equals(join.textValue()) ? 1 : join.asInt(-1);
      if (needed < 0) {
        throw new IllegalArgumentException("\"join\" is \"all\", \"any\" or a number: " + join);
      }
      return new Parallel(key, title, lanes, needed);
    }
  }

  /**
   * The same steps for each row of a subform, or for each record of a form; inside, expressions
   * speak of that row or record.
   *
   * @param rows key of the subform; or null
   * @param form whose records; or null
   * @param where which of them, an expression over that form
   * @param limit at most so many; 0: a thousand
   * @param atOnce how many at a time; 0: one
   */
  @JsonInclude(JsonInclude.Include.NON_DEFAULT)
  record ForEach(
      String key,
      Title title,
      String rows,
      String form,
      String where,
      int limit,
      int atOnce,
      List<Step> steps)
      implements Step {

    public static final int MOST = 1_000;

    public ForEach {
      steps = steps == null ? List.of() : List.copyOf(steps);
    }
  }

  /**
   * Again, while a condition holds.
   *
   * @param condition asked before each round
   * @param max rounds; 0: a hundred
   */
  @JsonInclude(JsonInclude.Include.NON_DEFAULT)
  record Repeat(
      String key, Title title, @JsonProperty("while") String condition, int max, List<Step> steps)
      implements Step {
    public Repeat {
      steps = steps == null ? List.of() : List.copyOf(steps);
    }
  }

  /**
   * Time passes, or something happens.
   *
   * @param duration how long; or null
   * @param until an expression that gives a date or a moment; or null
   * @param event what is waited for; or null
   * @param calendar for the duration; nullable: real time
   */
  record Wait(
      String key,
      Title title,
      @JsonProperty("for") Delay duration,
      String until,
      WaitFor event,
      Deadline.Calendar calendar)
      implements Step {}

  /**
   * A change of the record, or of a record of another form, that makes a condition true.
   *
   * @param form nullable: the flow's own record
   * @param where which record of the other form: an expression over it
   * @param when what must hold of the flow's own record, for its own form
   * @param timeout nullable: for ever
   */
  @JsonInclude(JsonInclude.Include.NON_EMPTY)
  record WaitFor(String form, String where, String when, Delay timeout) {}

  /**
   * Another flow.
   *
   * @param in its variables, as expressions here
   * @param out variables here, by what they are called there
   * @param waits whether this one goes on only when that one ended
   */
  record Call(
      String key,
      Title title,
      String flow,
      Map<String, String> in,
      Map<String, String> out,
      @JsonProperty("wait") boolean waits)
      implements Step {
    public Call {
      in = in == null ? Map.of() : Map.copyOf(in);
      out = out == null ? Map.of() : Map.copyOf(out);
    }
  }

  /**
   * The flow is over.
   *
   * @param outcome such as {@code approved}; nullable: done
   */
  record End(String key, Title title, String outcome) implements Step {}

  /**
   * Makes a record.
   *
   * @param set values as expressions, by field
   * @param into a variable that remembers it; nullable
   */
  record Create(String key, Title title, String form, Map<String, String> set, String into)
      implements Step {
    public Create {
      set = set == null ? Map.of() : Map.copyOf(set);
    }
  }

  /**
   * Changes the record, or records of a form.
   *
   * @param form nullable: the record in hand
   * @param where which records of the form, an expression over it; nullable: the record in hand
   * @param set values as expressions, by field
   */
  record Update(String key, Title title, String form, String where, Map<String, String> set)
      implements Step {
    public Update {
      set = set == null ? Map.of() : Map.copyOf(set);
    }
  }

  /** Removes the record, or records of a form; as for {@link Update}. */
  record Delete(String key, Title title, String form, String where) implements Step {}

  /**
   * Counts or adds up records into a variable.
   *
   * @param of sum, average, min, max or count
   * @param field nullable for count
   */
  record Aggregate(
      String key, Title title, String form, String where, String of, String field, String into)
      implements Step {}

  /**
   * Calls a server outside, as often as it takes, under one idempotency key.
   *
   * @param url a template
   * @param headers templates by name; a value {@code secret:name} is kept sealed
   * @param body a template; nullable
   * @param into variables by the place in the answer (JSON pointer)
   */
  record Http(
      String key,
      Title title,
      String method,
      String url,
      Map<String, String> headers,
      String body,
      Map<String, String> into)
      implements Step {
    public Http {
      method = method == null ? "POST" : method.toUpperCase(Locale.ROOT);
      headers = headers == null ? Map.of() : Map.copyOf(headers);
      into = into == null ? Map.of() : Map.copyOf(into);
    }
  }

  /**
   * A letter.
   *
   * @param to members
   * @param address an expression that gives an address; nullable
   * @param subject a template
   * @param text a template
   */
  record Email(
      String key, Title title, List<AssigneeRule> to, String address, Title subject, Title text)
      implements Step {
    public Email {
      to = to == null ? List.of() : List.copyOf(to);
    }
  }

  /**
   * Words to a group's robot.
   *
   * @param channel whose JSON it speaks
   * @param url a template; a value {@code secret:name} is kept sealed
   * @param text a template
   */
  record Message(String key, Title title, Channel channel, String url, Title text)
      implements Step {}

  /** Robots whose JSON is known. */
  enum Channel {
    DINGTALK,
    FEISHU,
    WECOM,
    SLACK;

    @JsonValue
    public String json() {
      return name().toLowerCase(Locale.ROOT);
    }

    @JsonCreator
    public static Channel named(String json) {
      return EnumJson.named(values(), Channel::json, json);
    }
  }

  /**
   * JavaScript with bounds: a function of {@code {record, variables}}.
   *
   * @param into a variable that takes what it gives; nullable
   */
  record Script(String key, Title title, String script, String into) implements Step {}

  /** Sets a stage of the record. */
  record Transition(String key, Title title, String field, String to) implements Step {}

  /**
   * Gives the record to one of several people.
   *
   * @param field a member field that takes them
   * @param among from whom
   * @param by in turn, or to whoever has the fewest
   * @param load what counts as theirs: an expression over the form; nullable: all they hold
   * @param nobody what happens when nobody is found; nullable: stop and tell
   */
  record Assign(
      String key,
      Title title,
      String field,
      List<AssigneeRule> among,
      AssignBy by,
      String load,
      NoAssigneePolicy nobody)
      implements Step {
    public Assign {
      nobody = nobody == null ? NoAssigneePolicy.STOP : nobody;
      among = among == null ? List.of() : List.copyOf(among);
      by = by == null ? AssignBy.TURN : by;
    }
  }

  /** How work is dealt out. */
  enum AssignBy {
    TURN,
    LOAD;

    @JsonValue
    public String json() {
      return name().toLowerCase(Locale.ROOT);
    }

    @JsonCreator
    public static AssignBy named(String json) {
      return EnumJson.named(values(), AssignBy::json, json);
    }
  }

  /**
   * What happens when no assignee is found.
   *
   * @param kind skip it, stop, or a role that takes it
   * @param role key; null unless it goes to a role
   */
  record NoAssigneePolicy(Kind kind, String role) {

    public static final NoAssigneePolicy STOP = new NoAssigneePolicy(Kind.STOP, null);

    /** What happens. */
    public enum Kind {
      SKIP,
      STOP,
      ROLE
    }

    /** {@code "skip"}, {@code "stop"} or {@code {"role": "…"}}. */
    @JsonCreator
    public static NoAssigneePolicy of(JsonNode json) {
      if (json.isObject() && json.path("role").isTextual()) {
        return new NoAssigneePolicy(Kind.ROLE, json.path("role").textValue());
      }
      return new NoAssigneePolicy(
          EnumJson.named(
              new Kind[] {Kind.SKIP, Kind.STOP},
              kind -> kind.name().toLowerCase(Locale.ROOT),
              json.asText()),
          null);
    }

    @JsonValue
    public Object json() {
      return kind == Kind.ROLE ? Map.of("role", role) : kind.name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * What a rejection does to the flow.
   *
   * @param returns whether it goes back rather than ends
   * @param step where to; null: to the submitter
   */
  record RejectionPolicy(boolean returns, String step) {

    public static final RejectionPolicy END = new RejectionPolicy(false, null);

    /** {@code "end"}, {@code "return"} or {@code {"return": "step"}}. */
    @JsonCreator
    public static RejectionPolicy of(JsonNode json) {
      if (json.isObject() && json.path("return").isTextual()) {
        return new RejectionPolicy(true, json.path("return").textValue());
      }
      var word = EnumJson.named(new String[] {"end", "return"}, one -> one, json.asText());
      return word.equals("end") ? END : new RejectionPolicy(true, null);
    }

    @JsonValue
    public Object json() {
      return !returns ? "end" : step == null ? "return" : Map.of("return", step);
    }
  }
}
