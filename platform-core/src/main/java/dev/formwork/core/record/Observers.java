package dev.formwork.core.record;

import io.quarkus.arc.All;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlClient;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** Passes record events of watched forms to all listeners. */
@ApplicationScoped
class Observers {

  private final List<RecordObserver> observers;

  Observers(@All List<RecordObserver> observers) {
    this.observers = observers;
  }

  Uni<Void> tell(SqlClient sql, RecordHappening happening) {
    return isWatched(happening)
        ? Multi.createFrom()
            .iterable(observers)
            .onItem()
            .transformToUniAndConcatenate(observer -> observer.happened(sql, happening))
            .collect()
            .asList()
            .replaceWithVoid()
        : Uni.createFrom().voidItem();
  }

  private static boolean isWatched(RecordHappening happening) {
    return happening.form().links().isWatched(happening.form().key());
  }

  void committed() {
    observers.forEach(RecordObserver::committed);
  }
}
