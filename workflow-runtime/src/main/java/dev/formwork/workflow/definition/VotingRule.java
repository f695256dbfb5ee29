package dev.formwork.workflow.definition;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.Locale;

/**
 * How many participants must agree for an approval to pass.
 *
 * @param share for percent and weighted: how many in a hundred must agree
 */
public record VotingRule(Mode mode, int share) {

  public static final VotingRule ANY = new VotingRule(Mode.ANY, 0);

  /** How voices are counted. */
  public enum Mode {
    /** Whoever comes first decides. */
    ANY,
    /** All must agree. */
    ALL,
    /** All, one after the other. */
    SEQUENCE,
    /** A share of them. */
    PERCENT,
    /** A share of their weights. */
    WEIGHTED;

    @JsonIgnore
    public String json() {
      return name().toLowerCase(Locale.ROOT);
    }

    /** Whether a share must agree. */
    @JsonIgnore
    public boolean isShared() {
      return this == PERCENT || this == WEIGHTED;
    }

    /**
     * The rule of this mode.
     *
     * @param share 1 to 100; counts where a share must agree
     */
    public VotingRule of(int share) {
      return new VotingRule(this, isShared() ? share : 0);
    }
  }

  public VotingRule {
    if (mode.isShared() && (share < 1 || share > 100)) {
      throw new IllegalArgumentException("\"pass\" must be 1 to 100, in percent: " + share);
    }
  }

  /** A word, or {@code {"mode": "percent", "pass": 60}}. */
  @JsonCreator
  public static VotingRule of(JsonNode json) {
    var word = json.isTextual() ? json.textValue() : json.path("mode").asText();
    return new VotingRule(
        EnumJson.named(Mode.values(), Mode::json, word), json.path("pass").asInt());
  }

  @JsonValue
  public JsonNode json() {
    var json = JsonNodeFactory.instance;
    return share == 0
        ? json.textNode(mode.json())
        : json.objectNode().put("mode", mode.json()).put("pass", share);
  }

  /** "All must agree", "A share must agree, 60 %". */
  public String text(StepText text) {
    var word = text.word("decide." + mode.json());
    return share == 0 ? word : text.word("decide.share", word, share);
  }
}
