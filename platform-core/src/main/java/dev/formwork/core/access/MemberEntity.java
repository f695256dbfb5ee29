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

  Member toMember() {
    return new Member(id, login, name, mustChangePassword, language, zone, dark);
  }
}
