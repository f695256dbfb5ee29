package dev.formwork.core.workspace.setting;

import com.fasterxml.jackson.annotation.JsonInclude;

/**
 * The mail server of a workspace; its password is kept sealed elsewhere.
 *
 * @param port from 1 to 65535
 * @param username nullable: it asks for none
 * @param from the address that e-mails come from
 * @param tls whether it is spoken to over TLS from the first byte on; otherwise TLS begins where
 *     the server offers it
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record MailServer(String host, int port, String username, String from, boolean tls) {}
