package dev.formwork.core.member;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.util.UUID;

@Entity
@Table(name = "membership")
class MembershipEntity {

  @Id UUID id;

  @Column(name = "workspace_id")
  UUID workspaceId;

  @Column(name = "member_id")
  UUID memberId;

  String role;

  String state = "active";
}
