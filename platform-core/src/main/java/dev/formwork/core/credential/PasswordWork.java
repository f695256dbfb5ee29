package dev.formwork.core.credential;

import dev.formwork.core.problem.CoreProblem;
import dev.formwork.core.problem.Refusal;
import dev.formwork.core.thread.VertxContexts;
import io.smallrye.mutiny.Uni;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Hashes passwords, few at a time: each takes 19 MiB and tens of milliseconds, and whoever opens
 * many sign-in pages is to fill neither the memory nor all processors. Resumes on the caller's
 * context. Nothing of the database may be held meanwhile.
 */
public final class PasswordWork {

  private static final int AT_ONCE = Math.clamp(Runtime.getRuntime().availableProcessors(), 1, 4);

  private static final int WAITING = 200;

  private static final ThreadPoolExecutor THREADS =
      new ThreadPoolExecutor(
          AT_ONCE,
          AT_ONCE,
          1,
          TimeUnit.MINUTES,
          new ArrayBlockingQueue<>(WAITING),
          Thread.ofPlatform().daemon().name("passwords-", 0).factory());

  static {
    THREADS.allowCoreThreadTimeOut(true);
  }

  private PasswordWork() {}

  public static Uni<String> hash(String password) {
    return run(() -> Passwords.hash(password));
  }

  /**
   * @param hash null: there is no password; takes as long, and never matches
   */
  public static Uni<Boolean> matches(String password, String hash) {
    return run(
        () -> Passwords.matches(password, hash == null ? Passwords.NOBODY : hash) && hash != null);
  }

  /** Fails as too many while very many others wait. */
  private static <T> Uni<T> run(Supplier<T> work) {
    return VertxContexts.resumed(Uni.createFrom().item(work).runSubscriptionOn(THREADS))
        .onFailure(RejectedExecutionException.class)
        .transform(_ -> Refusal.of(Refusal.Kind.TOO_MANY, CoreProblem.SIGN_INS_BUSY));
  }
}
