package dev.formwork.ui.people;

import dev.formwork.core.access.ApiTokens;
import dev.formwork.core.access.AuditLog;
import dev.formwork.core.access.EntryLinks;
import dev.formwork.core.access.MemberImport;
import dev.formwork.core.access.Members;
import dev.formwork.core.access.OrganizationChanges;
import dev.formwork.core.access.SecondFactor;
import dev.formwork.core.access.WebSessions;
import dev.formwork.core.handover.HandOvers;
import dev.formwork.core.identity.IdentityProviders;
import dev.formwork.core.mail.Post;
import dev.formwork.core.workspace.CompiledForms;
import dev.formwork.core.workspace.Definitions;
import jakarta.inject.Singleton;

/** The services that the screens about people use. A singleton, as its fields are read directly. */
@Singleton
class PeopleServices {

  final OrganizationChanges changes;
  final EntryLinks links;
  final AuditLog audit;
  final Members members;
  final MemberImport imports;
  final WebSessions sessions;
  final SecondFactor secondFactor;
  final HandOvers handOvers;
  final Post post;
  final ApiTokens tokens;
  final Definitions definitions;
  final CompiledForms forms;
  final IdentityProviders providers;

  PeopleServices(
      OrganizationChanges changes,
      EntryLinks links,
      AuditLog audit,
      Members members,
      MemberImport imports,
      WebSessions sessions,
      SecondFactor secondFactor,
      HandOvers handOvers,
      Post post,
      ApiTokens tokens,
      Definitions definitions,
      CompiledForms forms,
      IdentityProviders providers) {
    this.providers = providers;
    this.changes = changes;
    this.links = links;
    this.audit = audit;
    this.members = members;
    this.imports = imports;
    this.sessions = sessions;
    this.secondFactor = secondFactor;
    this.handOvers = handOvers;
    this.post = post;
    this.tokens = tokens;
    this.definitions = definitions;
    this.forms = forms;
  }
}
