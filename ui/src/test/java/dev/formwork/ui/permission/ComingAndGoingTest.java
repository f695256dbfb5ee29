package dev.formwork.ui.permission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.eatthepath.otp.TimeBasedOneTimePasswordGenerator;
import dev.formwork.core.access.Caller;
import dev.formwork.core.handover.HandOvers;
import dev.formwork.core.invitation.OneTimeLinkRedemption;
import dev.formwork.core.invitation.OneTimeLinks;
import dev.formwork.core.invitation.OneTimeLinks.Invited;
import dev.formwork.core.member.Members;
import dev.formwork.core.member.importing.MemberImport;
import dev.formwork.core.naming.MemberId;
import dev.formwork.core.organization.Membership;
import dev.formwork.core.problem.Refusal;
import dev.formwork.core.secret.Secrets;
import dev.formwork.core.session.WebSessions;
import dev.formwork.core.signin.SecondFactor;
import dev.formwork.core.signin.SignIn;
import dev.formwork.core.workspace.setting.MailServer;
import dev.formwork.core.workspace.setting.WorkspaceSettingsService;
import dev.formwork.ui.Eventually;
import dev.formwork.ui.RestRecords;
import dev.formwork.ui.TestDatabase;
import dev.formwork.ui.TestMail;
import dev.formwork.ui.TestMembers;
import dev.formwork.ui.command.ServiceCalls;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** How people come into a workspace, prove who they are, and leave it. */
@Tag("server")
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
final class ComingAndGoingTest {

  private static final SignIn.Origin HERE = new SignIn.Origin("127.0.0.1", null);

  private static final Invited SOMEONE = new Invited(null, false, List.of(), Set.of());

  @Inject Crm crm;
  @Inject TestMembers people;
  @Inject SignIn signIn;
  @Inject SecondFactor secondFactor;
  @Inject WebSessions sessions;
  @Inject Members members;
  @Inject OneTimeLinks links;
  @Inject OneTimeLinkRedemption oneTimeLinkRedemption;
  @Inject MemberImport imports;
  @Inject HandOvers handOvers;
  @Inject Secrets secrets;
  @Inject WorkspaceSettingsService settings;
  @Inject Pool pool;

  private static String mailbox() {
    return "p" + UUID.randomUUID().toString().substring(0, 8) + "@example.com";
  }

  /** As an authenticator app makes it. */
  private static String code(SecondFactor.Offer offer, Instant at) {
    var bits = new StringBuilder();
    offer
        .secret()
        .chars()
        .map("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"::indexOf)
        .forEach(value -> bits.append(Integer.toBinaryString(value + 32).substring(1)));
    var bytes = new byte[bits.length() / 8];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) Integer.parseInt(bits.substring(i * 8, i * 8 + 8), 2);
    }
    try {
      return new TimeBasedOneTimePasswordGenerator()
          .generateOneTimePasswordString(new SecretKeySpec(bytes, "HmacSHA1"), at, Locale.ROOT);
    } catch (InvalidKeyException e) {
      throw new IllegalStateException(e);
    }
  }

  private record On(SecondFactor.Offer offer, List<String> recovery) {}

  /** With a code of half a minute ago, so that the one of now is still unused. */
  private On turnedOn(TestMembers.Person person) {
    var me = ServiceCalls.await(() -> members.of(person.caller().workspace())).getFirst();
    var offer = secondFactor.offer(me);
    var code = code(offer, Instant.now().minusSeconds(30));
    return new On(
        offer, ServiceCalls.await(() -> secondFactor.turnOn(person.caller(), offer, code)));
  }

  private SignIn.CodeWanted passwordOf(TestMembers.Person person) {
    return (SignIn.CodeWanted)
        ServiceCalls.await(
            () -> signIn.withPassword(HERE, person.login(), person.oneTimePassword()));
  }

  private SignIn.Step withCode(TestMembers.Person person, String code) {
    var pending = passwordOf(person);
    return ServiceCalls.await(() -> signIn.withCode(HERE, pending, code));
  }

  @Test
  void a_second_factor_asks_for_a_code_that_works_once() {
    var person = people.administrator();
    var offer = turnedOn(person).offer();
    var good = code(offer, Instant.now());
    assertThat(withCode(person, good)).isInstanceOf(SignIn.Entered.class);
    assertThatThrownBy(() -> withCode(person, good)).hasMessageContaining("wrong-code");
  }

  @Test
  void a_recovery_code_gets_in_once_when_the_device_is_lost() {
    var person = people.administrator();
    var recovery = turnedOn(person).recovery();
    assertThat(recovery).hasSize(10);
    assertThat(withCode(person, recovery.getFirst())).isInstanceOf(SignIn.Entered.class);
    assertThatThrownBy(() -> withCode(person, recovery.getFirst()))
        .hasMessageContaining("wrong-code");
  }

  @Test
  void wrong_codes_make_the_account_rest_like_wrong_passwords() {
    var person = people.administrator();
    turnedOn(person);
    for (int i = 0; i < 5; i++) {
      assertThatThrownBy(() -> withCode(person, "000000")).hasMessageContaining("wrong-code");
    }
    assertThatThrownBy(() -> passwordOf(person)).hasMessageContaining("account-rests");
  }

  @Test
  void the_secret_of_a_second_factor_does_not_lie_open_in_the_database() {
    var person = people.administrator();
    var offer = turnedOn(person).offer();
    var stored =
        ServiceCalls.await(
            () -> pool.query("SELECT string_agg(sealed, ' ') FROM formwork.secret").execute());
    assertThat(stored.iterator().next().getString(0)).doesNotContain(offer.secret());
    assertThat(ServiceCalls.await(secrets::resealAll)).isZero();
  }

  @Test
  void a_workspace_may_ask_its_administrators_for_a_second_factor() {
    var person = people.administrator();
    ServiceCalls.await(
        () -> secondFactor.require(person.caller(), SecondFactor.Required.ADMINISTRATORS));
    var entered =
        (SignIn.Entered)
            ServiceCalls.await(
                () -> signIn.withPassword(HERE, person.login(), person.oneTimePassword()));
    assertThat(entered.signedIn().needsSecondFactor()).isTrue();
    var code = code(turnedOn(person).offer(), Instant.now());
    assertThat(((SignIn.Entered) withCode(person, code)).signedIn().needsSecondFactor()).isFalse();
  }

  @Test
  void a_name_that_nobody_has_is_refused_no_faster_than_a_wrong_password() {
    var person = people.administrator();
    var known = new long[9];
    var unknown = new long[9];
    for (int i = 0; i < known.length; i++) {
      if (i % 4 == 3) {
        person = people.administrator();
      }
      known[i] = timeOfRefusal(person.login());
      unknown[i] = timeOfRefusal("nobody-" + UUID.randomUUID());
    }
    Arrays.sort(known);
    Arrays.sort(unknown);
    double ratio = (double) unknown[4] / known[4];
    assertThat(ratio).isBetween(0.4, 2.5);
  }

  private long timeOfRefusal(String login) {
    long begun = System.nanoTime();
    assertThatThrownBy(
            () -> ServiceCalls.await(() -> signIn.withPassword(HERE, login, "not the password")))
        .hasMessageContaining("wrong-password");
    return System.nanoTime() - begun;
  }

  private WebSessions.Begun begun(Caller me, String address, String browser) {
    return ServiceCalls.await(() -> sessions.begin(me, false, address, browser));
  }

  private WebSessions.Resumed resumed(String secret) {
    return ServiceCalls.await(() -> sessions.resume(secret));
  }

  @Test
  void a_browser_goes_on_at_another_server_as_long_as_its_session_is_not_over() throws Exception {
    var me = people.administrator().caller();
    var begun = begun(me, "10.1.2.3", "Firefox/140");
    assertThat(resumed(begun.secret()))
        .extracting(WebSessions.Resumed::member, WebSessions.Resumed::workspace)
        .containsExactly(me.memberId(), me.workspace().id());
    assertThat(resumed(begun.session().id() + "." + "x".repeat(40))).isNull();
    assertThat(resumed("nothing of ours")).isNull();
    ServiceCalls.await(() -> sessions.end(me, me.memberId(), null, null));
    assertThat(resumed(begun.secret())).as("ended").isNull();
  }

  @Test
  void a_browser_that_came_too_late_signs_in_again() {
    var me = people.administrator().caller();
    var begun = begun(me, "10.1.2.3", "Firefox/140");
    ServiceCalls.await(
        () ->
            pool.preparedQuery(
                    "UPDATE formwork.web_session SET seen_at = now() - interval '31 minutes' WHERE"
                        + " id = $1")
                .execute(Tuple.of(begun.session().id())));
    assertThat(resumed(begun.secret())).isNull();
  }

  @Test
  void sessions_are_listed_and_end_where_somebody_ends_them() throws Exception {
    var me = people.administrator().caller();
    var here = begun(me, "10.1.2.3", "Firefox/140").session();
    var there = begun(me, "10.9.9.9", "Chrome/140").session();
    assertThat(ServiceCalls.await(() -> sessions.of(me, me.memberId())))
        .extracting(WebSessions.OpenSession::address)
        .containsExactlyInAnyOrder("10.1.2.3", "10.9.9.9");
    ServiceCalls.await(() -> sessions.end(me, me.memberId(), null, here.id()));
    Eventually.holds(() -> !there.isLive());
    assertThat(here.isLive()).isTrue();
  }

  @Test
  void nobody_but_administrators_sees_or_ends_the_sessions_of_others() {
    var admin = crm.administrator();
    var member = crm.member(admin).person().caller();
    var boss = admin.person().caller().memberId();
    assertThatThrownBy(() -> sessions.of(member, boss)).isInstanceOf(Refusal.class);
    assertThatThrownBy(() -> sessions.end(member, boss, null, null)).isInstanceOf(Refusal.class);
  }

  @Test
  void a_new_password_ends_the_sessions_begun_with_the_old_one() throws Exception {
    var person = people.administrator();
    var me = person.caller();
    var here = begun(me, "10.1.2.3", "Firefox/140").session();
    var stolen = begun(me, "10.9.9.9", "Chrome/140").session();
    ServiceCalls.await(
        () ->
            members.changePassword(
                me.memberId(), person.oneTimePassword(), "a quite new sentence", here.id()));
    Eventually.holds(() -> !stolen.isLive());
    assertThat(here.isLive()).isTrue();
  }

  @Test
  void an_invitation_by_mail_makes_a_member_with_that_address() throws Exception {
    var admin = people.administrator().caller();
    var address = mailbox();
    ServiceCalls.await(() -> links.inviteByMail(admin, SOMEONE, address));
    Eventually.holds(() -> TestMail.to(address).size() == 1);
    var letter = TestMail.to(address).getFirst();
    assertThat(letter.getSubject()).contains("invites you");
    var secret = TestMail.secret(letter);
    var id =
        ServiceCalls.await(
            () ->
                oneTimeLinkRedemption.join(
                    secret, address, "Mary", "a long sentence", Locale.ENGLISH));
    assertThat(admin.organization().now().standing(id).map(Membership::email)).contains(address);
    Eventually.holds(() -> textsKept(address) == 0);
  }

  private long textsKept(String address) {
    return ServiceCalls.await(
            () ->
                pool.preparedQuery(
                        "SELECT count(*) FROM formwork.mail WHERE recipient = $1 AND (sent_at IS"
                            + " NULL OR text_secret IS NOT NULL)")
                    .execute(io.vertx.mutiny.sqlclient.Tuple.of(address)))
        .iterator()
        .next()
        .getLong(0);
  }

  @Test
  void who_forgot_a_password_gets_a_link_and_nobody_else_learns_of_it() throws Exception {
    var person = people.administrator();
    var address = mailbox();
    ServiceCalls.await(
        () -> members.changeEmail(person.caller().memberId(), person.oneTimePassword(), address));
    links.forgotten("nobody-" + address);
    links.forgotten(address.toUpperCase(Locale.ROOT));
    Eventually.holds(() -> TestMail.to(address).size() == 1);
    var secret = TestMail.secret(TestMail.to(address).getFirst());
    ServiceCalls.await(() -> oneTimeLinkRedemption.choosePassword(secret, "yet another sentence"));
    assertThat(ServiceCalls.await(() -> signIn.withPassword(HERE, address, "yet another sentence")))
        .isInstanceOf(SignIn.Entered.class);
    assertThatThrownBy(
            () ->
                ServiceCalls.await(
                    () -> oneTimeLinkRedemption.choosePassword(secret, "and once more!")))
        .hasMessageContaining("link-over");
    assertThat(TestMail.to("nobody-" + address)).isEmpty();
  }

  @Test
  void a_member_of_one_workspace_accepts_an_invitation_to_another() {
    var mine = people.administrator();
    var other = people.administrator().caller();
    var link = ServiceCalls.await(() -> links.invite(other, SOMEONE));
    var there =
        ServiceCalls.await(() -> oneTimeLinkRedemption.accept(mine.caller(), link.secret()));
    assertThat(there.workspace()).isEqualTo(other.workspace());
    assertThat(there.isAdministrator()).isFalse();
    assertThat(ServiceCalls.await(() -> members.workspacesOf(mine.caller().memberId()))).hasSize(2);
    assertThatThrownBy(
            () ->
                ServiceCalls.await(
                    () -> oneTimeLinkRedemption.accept(mine.caller(), link.secret())))
        .isInstanceOf(Refusal.class);
  }

  @Test
  void an_administrator_sets_no_address_of_someone_who_is_also_elsewhere() {
    var mine = people.administrator();
    var other = people.administrator().caller();
    var link = ServiceCalls.await(() -> links.invite(other, SOMEONE));
    ServiceCalls.await(() -> oneTimeLinkRedemption.accept(mine.caller(), link.secret()));
    assertThatThrownBy(
            () ->
                ServiceCalls.await(
                    () -> members.setEmail(other, mine.caller().memberId(), mailbox())))
        .hasMessageContaining("member-of-others");
  }

  @Test
  void a_link_to_a_new_password_goes_past_the_mail_server_that_a_workspace_names()
      throws Exception {
    var mine = people.administrator();
    var address = mailbox();
    ServiceCalls.await(
        () -> members.changeEmail(mine.caller().memberId(), mine.oneTimePassword(), address));
    ServiceCalls.await(
        () ->
            settings.saveMail(
                mine.caller(),
                new MailServer("mail.invalid", 587, null, "a@mail.invalid", false),
                null));
    links.forgotten(address);
    Eventually.holds(() -> TestMail.to(address).size() == 1);
  }

  @Test
  void a_link_to_a_new_password_ends_when_its_holder_comes_into_another_workspace() {
    var first = people.administrator().caller();
    var person = people.in(first.workspace(), "m" + UUID.randomUUID(), Caller.Role.MEMBER, false);
    var link = ServiceCalls.await(() -> links.resetPassword(first, person.caller().memberId()));
    var other = people.administrator().caller();
    var invitation = ServiceCalls.await(() -> links.invite(other, SOMEONE));
    ServiceCalls.await(() -> oneTimeLinkRedemption.accept(person.caller(), invitation.secret()));
    assertThatThrownBy(
            () ->
                ServiceCalls.await(
                    () -> oneTimeLinkRedemption.choosePassword(link.secret(), "a long sentence")))
        .hasMessageContaining("link-over");
  }

  @Test
  void people_come_from_a_file_with_their_departments_and_managers() throws Exception {
    var admin = people.administrator().caller();
    var tag = UUID.randomUUID().toString().substring(0, 8);
    var file =
        """
        姓名,登录名,邮箱,部门,上级
        张伟,zw%1$s,,销售部/华北,
        李娜,ln%1$s,ln%1$s@example.com,销售部/华北,张伟
        """
            .formatted(tag);
    var made = run(admin, file, true);
    assertThat(made).extracting(MemberImport.Made::name).containsExactly("张伟", "李娜");
    assertThat(made.getFirst().path()).startsWith("/join/");
    assertThat(made.getLast().path()).isNull();
    var now = admin.organization().now();
    assertThat(now.departments()).extracting(one -> one.name()).containsExactly("销售部", "华北");
    assertThat(now.managerOf(made.getLast().id())).isEqualTo(made.getFirst().id());
    Eventually.holds(() -> TestMail.to("ln" + tag + "@example.com").size() == 1);
    var secret = made.getFirst().path().substring("/join/".length());
    ServiceCalls.await(() -> oneTimeLinkRedemption.choosePassword(secret, "a long sentence"));
    assertThat(ServiceCalls.await(() -> signIn.withPassword(HERE, "zw" + tag, "a long sentence")))
        .isInstanceOf(SignIn.Entered.class);
  }

  @Test
  void a_file_with_one_bad_row_brings_in_nobody_and_names_it() {
    var admin = people.administrator().caller();
    var tag = UUID.randomUUID().toString().substring(0, 8);
    var file = "Name,Login,Role\nGood,good-%1$s,\nBad,bad-%1$s,no such role\n".formatted(tag);
    assertThatThrownBy(() -> run(admin, file, false)).hasMessageContaining("/rows/3/roles");
    assertThat(admin.organization().now().standings()).hasSize(1);
  }

  private List<MemberImport.Made> run(Caller admin, String file, boolean byMail) {
    return ServiceCalls.await(
        () -> imports.run(admin, file.getBytes(StandardCharsets.UTF_8), byMail));
  }

  @Test
  void who_leaves_hands_over_their_records() throws Exception {
    var admin = crm.administrator();
    var leaver = crm.member(admin);
    var taker = crm.member(admin);
    for (int i = 0; i < 3; i++) {
      deal(admin, "deal " + i, leaver);
    }
    deal(admin, "mine", taker);
    var boss = admin.person().caller();
    var from = leaver.person().caller().memberId();
    var to = taker.person().caller().memberId();
    assertThat(held(boss, from)).containsExactly(3L);
    ServiceCalls.await(() -> handOvers.start(boss, from, to));
    Eventually.holds(
        () -> ServiceCalls.await(() -> handOvers.latest(boss, from)).orElseThrow().finished());
    var done = ServiceCalls.await(() -> handOvers.latest(boss, from)).orElseThrow();
    assertThat(done.done()).isEqualTo(3);
    assertThat(done.failed()).isEmpty();
    assertThat(held(boss, from)).isEmpty();
    assertThat(held(boss, to)).containsExactly(4L);
  }

  private List<Long> held(Caller boss, MemberId member) {
    return ServiceCalls.await(() -> handOvers.held(boss, member)).stream()
        .map(HandOvers.OwnedRecords::records)
        .toList();
  }

  private static void deal(RestRecords admin, String name, RestRecords owner) {
    admin.made(
        "deal",
        "{\"name\": \"%s\", \"owner\": \"%s\"}"
            .formatted(name, owner.person().caller().memberId()));
  }
}
