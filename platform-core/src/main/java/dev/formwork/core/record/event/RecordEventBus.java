package dev.formwork.core.record.event;

import io.quarkus.arc.All;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlClient;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** Passes record events of watched forms to all listeners. */
@ApplicationScoped
public class RecordEventBus {

  private final List<RecordEventListener> observers;

  RecordEventBus(@All List<RecordEventListener> observers) {
    this.observers = observers;
  }

  public Uni<Void> tell(SqlClient sql, RecordEvent happening) {
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

  private static boolean isWatched(RecordEvent happening) {
    return happening.form().links().isWatched(happening.form().key());
  }

  public void committed() {
    observers.forEach(RecordEventListener::committed);
  }
}
