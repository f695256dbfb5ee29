package dev.formwork.core.access;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.OffsetDateTime;
import java.util.UUID;

@Entity
@Table(name = "member")
class MemberEntity {

  @Id UUID id;

  String login;

  String name;

  @Column(name = "password_hash")
  String passwordHash;

  /** A program with rights of its own; nobody signs in as it. */
  boolean service;

  @Column(name = "must_change_password")
  boolean mustChangePassword;

  String language = "en";

  String zone = "UTC";

  boolean dark;

  @Column(name = "failed_attempts")
  int failedAttempts;

  @Column(name = "locked_until")
  OffsetDateTime lockedUntil;

  /** Nullable; unique without regard to case. */
  String email;

  /** Whether somebody else than the member vouches for the address. */
  @Column(name = "email_confirmed")
  boolean emailConfirmed;

  /** The sealed secret of the second factor; null: there is none. */
  @Column(name = "totp_secret")
  UUID totpSecret;

  /** The newest time step whose code was used. */
  @Column(name = "totp_step")
  long totpStep;

  /** Codes for when the device is lost, hashed; each works once. */
  @Column(name = "recovery_hashes")
  String[] recoveryHashes = {};

  /** Something to check a password against, also where there is none: it takes as long. */
  String hashOrNobodys() {
    return passwordHash == null ? Passwords.NOBODY : passwordHash;
  }

  Member toMember() {
    return new Member(
        id, login, name, email, mustChangePassword, totpSecret != null, language, zone, dark);
  }
}
