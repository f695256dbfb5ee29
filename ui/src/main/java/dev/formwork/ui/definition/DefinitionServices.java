package dev.formwork.ui.definition;

import dev.formwork.designer.definition.DefinitionDrafts;
import dev.formwork.designer.definition.DefinitionHistory;
import dev.formwork.designer.definition.DefinitionPublisher;
import dev.formwork.designer.definition.DefinitionUses;
import jakarta.enterprise.context.ApplicationScoped;

/** The services that the designers of every kind use. */
@ApplicationScoped
public class DefinitionServices {

  private final DefinitionDrafts drafts;
  private final DefinitionPublisher publisher;
  private final DefinitionHistory history;
  private final DefinitionUses uses;

  DefinitionServices(
      DefinitionDrafts drafts,
      DefinitionPublisher publisher,
      DefinitionHistory history,
      DefinitionUses uses) {
    this.drafts = drafts;
    this.publisher = publisher;
    this.history = history;
    this.uses = uses;
  }

  public DefinitionDrafts drafts() {
    return drafts;
  }

  public DefinitionPublisher publisher() {
    return publisher;
  }

  public DefinitionHistory history() {
    return history;
  }

  public DefinitionUses uses() {
    return uses;
  }
}
