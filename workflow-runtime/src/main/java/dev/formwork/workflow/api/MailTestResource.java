package dev.formwork.workflow.api;

import dev.formwork.core.api.RequestReader;
import dev.formwork.core.definition.DefinitionJson;
import dev.formwork.workflow.mail.MailSender;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;

/** Tries the mail server of the workspace. */
@Path("/api/v1/settings/mail:test")
@Produces(MediaType.APPLICATION_JSON)
public class MailTestResource {

  private final MailSender sender;

  MailTestResource(MailSender sender) {
    this.sender = sender;
  }

  /** Where it went. */
  record SentAnswer(String to) {}

  @POST
  public Uni<String> test(@Context ContainerRequestContext request) {
    return sender
        .test(RequestReader.caller(request))
        .map(address -> DefinitionJson.write(new SentAnswer(address)));
  }
}
