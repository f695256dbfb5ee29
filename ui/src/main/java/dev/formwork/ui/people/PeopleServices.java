package dev.formwork.ui.people;

import dev.formwork.core.audit.AuditLog;
import dev.formwork.core.handover.HandOvers;
import dev.formwork.core.invitation.OneTimeLinks;
import dev.formwork.core.mail.MailOutbox;
import dev.formwork.core.member.Members;
import dev.formwork.core.member.importing.MemberImport;
import dev.formwork.core.organization.admin.OrganizationCommands;
import dev.formwork.core.session.WebSessions;
import dev.formwork.core.signin.SecondFactor;
import dev.formwork.core.signin.openid.IdentityProviders;
import dev.formwork.core.token.ApiTokens;
import dev.formwork.core.workspace.compiled.CompiledForms;
import dev.formwork.core.workspace.definition.Definitions;
import jakarta.inject.Singleton;

/** The services that the screens about people use. A singleton, as its fields are read directly. */
@Singleton
class PeopleServices {

  final OrganizationCommands changes;
  final OneTimeLinks links;
  final AuditLog audit;
  final Members members;
  final MemberImport imports;
  final WebSessions sessions;
  final SecondFactor secondFactor;
  final HandOvers handOvers;
  final MailOutbox mailOutbox;
  final ApiTokens tokens;
  final Definitions definitions;
  final CompiledForms forms;
  final IdentityProviders providers;

  PeopleServices(
      OrganizationCommands changes,
      OneTimeLinks links,
      AuditLog audit,
      Members members,
      MemberImport imports,
      WebSessions sessions,
      SecondFactor secondFactor,
      HandOvers handOvers,
      MailOutbox mailOutbox,
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
    this.mailOutbox = mailOutbox;
    this.tokens = tokens;
    this.definitions = definitions;
    this.forms = forms;
  }
}
