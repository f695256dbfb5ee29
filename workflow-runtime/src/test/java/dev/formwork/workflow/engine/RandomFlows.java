package dev.formwork.workflow.engine;

import java.util.Random;

/** Flows by chance: every kind of step, blocks in blocks. */
final class RandomFlows {

  private static final String[] DECISIONS = {
    "\"any\"",
    "\"all\"",
    "\"sequence\"",
    "{\"mode\": \"percent\", \"pass\": 50}",
    "{\"mode\": \"weighted\", \"pass\": 70}"
  };

  private final Random random;
  private int steps;

  RandomFlows(Random random) {
    this.random = random;
  }

  String next() {
    var rules =
        "\"rules\": {\"skipRepeated\": %s, \"skipSubmitter\": %s, \"withdraw\": \"%s\", \"takeBack\": %s},"
            .formatted(
                random.nextBoolean(),
                random.nextBoolean(),
                random.nextInt(3) == 0 ? "always" : "until_decided",
                random.nextInt(4) > 0);
    return """
        {"key": "test", "title": {"en": "Test"}, "form": "request", "trigger": {"on": "button"},
        "variables": [{"key": "got", "type": "number"}], %s "steps": [%s]}"""
        .formatted(rules, block(0));
  }

  private String block(int depth) {
    var block = new StringBuilder();
    int count = random.nextInt(depth == 0 ? 4 : 3) + (depth == 0 ? 1 : 0);
    for (int i = 0; i < count; i++) {
      block.append(i == 0 ? "" : ", ").append(step(depth));
    }
    return block.toString();
  }

  private String step(int depth) {
    var key = "s" + steps++;
    var head = "\"key\": \"" + key + "\"";
    boolean nests = depth < 3 && steps < 25;
    return switch (random.nextInt(nests ? 18 : 12)) {
      case 0, 1, 2, 3 -> approve(head);
      case 4 ->
          "{\"type\": \"fill\", %s, \"assign\": [%s], \"nobody\": \"skip\"}".formatted(head, who());
      case 5 ->
          "{\"type\": \"notify\", %s, \"to\": [%s], \"message\": {\"en\": \"Hi\"}}"
              .formatted(head, who());
      case 6 -> "{\"type\": \"update\", %s, \"set\": {\"name\": \"\\\"x\\\"\"}}".formatted(head);
      case 7 -> "{\"type\": \"http\", %s, \"url\": \"https://example.com\"}".formatted(head);
      case 8 ->
          "{\"type\": \"wait\", %s, \"for\": \"P%dD\"}".formatted(head, 1 + random.nextInt(3));
      case 9 ->
          "{\"type\": \"wait\", %s, \"event\": {\"when\": \"amount > 5\"%s}}"
              .formatted(head, random.nextBoolean() ? ", \"timeout\": \"P2D\"" : "");
      case 10 ->
          "{\"type\": \"call\", %s, \"flow\": \"other\", \"wait\": %s}"
              .formatted(head, random.nextBoolean());
      case 11 ->
          random.nextInt(4) == 0
              ? "{\"type\": \"end\", %s, \"outcome\": \"early\"}".formatted(head)
              : "{\"type\": \"create\", %s, \"form\": \"request\", \"set\": {\"name\": \"name\"}}"
                  .formatted(head);
      case 12, 13 -> branch(head, depth);
      case 14, 15 ->
          "{\"type\": \"parallel\", %s, \"join\": %s, \"lanes\": [[%s], [%s], [%s]]}"
              .formatted(
                  head,
                  random.nextInt(3) == 0 ? "\"any\"" : random.nextBoolean() ? "\"all\"" : "2",
                  block(depth + 1),
                  block(depth + 1),
                  block(depth + 1));
      case 16 ->
          "{\"type\": \"forEach\", %s, %s, \"atOnce\": %d, \"steps\": [%s]}"
              .formatted(
                  head,
                  random.nextBoolean()
                      ? "\"form\": \"request\""
                      : "\"form\": \"request\", \"where\": \"amount > 1\"",
                  random.nextInt(3),
                  block(depth + 1));
      default ->
          "{\"type\": \"repeat\", %s, \"while\": \"amount > 5\", \"max\": 2, \"steps\": [%s]}"
              .formatted(head, block(depth + 1));
    };
  }

  private String branch(String head, int depth) {
    return "{\"type\": \"branch\", %s, \"every\": %s, \"cases\": [{\"when\": \"amount > %d\", \"steps\": [%s]}, {\"when\": \"amount > %d\", \"steps\": [%s]}], \"otherwise\": [%s]}"
        .formatted(
            head,
            random.nextBoolean(),
            random.nextInt(10),
            block(depth + 1),
            random.nextInt(10),
            block(depth + 1),
            block(depth + 1));
  }

  private String approve(String head) {
    var assign = new StringBuilder(who());
    for (int i = random.nextInt(3); i > 0; i--) {
      assign.append(", ").append(who());
    }
    return "{\"type\": \"approve\", %s, \"assign\": [%s], \"decide\": %s, \"nobody\": %s, \"reject\": \"%s\"%s}"
        .formatted(
            head,
            assign,
            DECISIONS[random.nextInt(DECISIONS.length)],
            random.nextInt(3) == 0 ? "{\"role\": \"board\"}" : "\"skip\"",
            random.nextInt(3) == 0 ? "end" : "return",
            random.nextInt(3) == 0 ? due() : "");
  }

  private String due() {
    var then =
        switch (random.nextInt(5)) {
          case 0 -> "\"approve\"";
          case 1 -> "\"reject\"";
          case 2 -> "\"return\"";
          case 3 -> "\"transfer\", \"to\": [" + EngineFixture.named(random.nextInt(6)) + "]";
          default -> "\"remind\"";
        };
    return ", \"due\": {\"calendar\": \"%s\", \"stages\": [{\"after\": \"PT4H\", \"then\": \"remind\"}, {\"after\": \"P2D\", \"then\": %s}]}"
        .formatted(random.nextBoolean() ? "real" : "working", then);
  }

  private String who() {
    return switch (random.nextInt(7)) {
      case 0 -> "{\"role\": \"board\"}";
      case 1 -> "{\"managerOf\": \"submitter\"}";
      case 2 -> "{\"managerOf\": \"submitter\", \"levels\": 3, \"upTo\": true}";
      case 3 -> "{\"submitter\": true}";
      case 4 -> "{\"field\": \"helper\"}";
      case 5 -> "{\"role\": \"nobody\"}";
      default ->
          "{\"member\": \"%s\", \"weight\": %d}"
              .formatted(EngineFixture.person(random.nextInt(6)), 1 + random.nextInt(3));
    };
  }
}
