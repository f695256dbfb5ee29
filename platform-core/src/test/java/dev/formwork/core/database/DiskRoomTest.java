package dev.formwork.core.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.formwork.core.problem.Refusal;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnectOptions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class DiskRoomTest {

  private static final long RESERVE = 200L << 20;

  @AfterEach
  void forget() {
    DiskRoom.seen(DiskRoom.State.UNKNOWN);
  }

  private static boolean isLowAfter(long... megabytes) {
    var state = DiskRoom.State.UNKNOWN;
    for (var free : megabytes) {
      state = state.next(free << 20, RESERVE);
    }
    return state.isLow();
  }

  @Test
  void writing_stops_below_the_reserve() {
    assertThat(isLowAfter(200)).isFalse();
    assertThat(isLowAfter(199)).isTrue();
  }

  @Test
  void writing_goes_on_only_with_some_more_room() {
    assertThat(isLowAfter(199, 210)).isTrue();
    assertThat(isLowAfter(199, 250)).isFalse();
  }

  @Test
  void without_a_reserve_writing_never_stops() {
    assertThat(DiskRoom.State.UNKNOWN.next(0, 0).isLow()).isFalse();
  }

  @Test
  void no_transaction_begins_on_a_full_disk() {
    DiskRoom.seen(new DiskRoom.State(1 << 20, true));
    var nowhere = Pool.newInstance(PgBuilder.pool().connectingTo(new PgConnectOptions()).build());
    try {
      assertThatThrownBy(
              () ->
                  RetryingTransactions.retrying(nowhere, _ -> Uni.createFrom().voidItem())
                      .await()
                      .indefinitely())
          .isInstanceOfSatisfying(
              Refusal.class, refusal -> assertThat(refusal.kind()).isEqualTo(Refusal.Kind.FULL));
    } finally {
      nowhere.closeAndAwait();
    }
  }

  @Test
  void nor_is_a_single_statement_written_on_one() {
    DiskRoom.seen(new DiskRoom.State(1 << 20, true));
    var nowhere = Pool.newInstance(PgBuilder.pool().connectingTo(new PgConnectOptions()).build());
    try {
      assertThatThrownBy(
              () ->
                  new TransactionScope.Own(nowhere)
                      .alone(_ -> Uni.createFrom().voidItem())
                      .await()
                      .indefinitely())
          .isInstanceOfSatisfying(
              Refusal.class, refusal -> assertThat(refusal.kind()).isEqualTo(Refusal.Kind.FULL));
    } finally {
      nowhere.closeAndAwait();
    }
  }
}
