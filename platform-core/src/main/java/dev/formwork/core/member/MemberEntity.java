package dev.formwork.core.member;

import dev.formwork.core.naming.MemberId;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.util.UUID;

@Entity
@Table(name = "member")
public class MemberEntity {

  @Id public UUID id;

  public String login;

  String name;

  @Column(name = "password_hash")
  public String passwordHash;

  /** A program with rights of its own; nobody signs in as it. */
  boolean service;

  @Column(name = "must_change_password")
  boolean mustChangePassword;

  String language = "en";

  /** IANA name; null: that of the workspace. */
  String zone;

  boolean dark;

  /** Nullable; unique without regard to case. */
  String email;

  /** Whether somebody else than the member vouches for the address. */
  @Column(name = "email_confirmed")
  boolean emailConfirmed;

  /** The sealed secret of the second factor; null: there is none. */
  @Column(name = "totp_secret")
  public UUID totpSecret;

  /** The newest time step whose code was used. */
  @Column(name = "totp_step")
  public long totpStep;

  /** Codes for when the device is lost, hashed; each works once. */
  @Column(name = "recovery_hashes")
  public String[] recoveryHashes = {};

  public MemberId id() {
    return new MemberId(id);
  }

  public Member toMember() {
    return new Member(
        id(), login, name, email, mustChangePassword, totpSecret != null, language, zone, dark);
  }
}
