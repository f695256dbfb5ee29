package dev.formwork.ui.failure;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.PlaywrightException;
import com.microsoft.playwright.Request;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A page of a browser: the requests it waits for and the last ones it made, what its console said,
 * which live sockets it has. A page belongs to one thread; from another one no picture is taken.
 */
final class WatchedPage {

  private static final int KEPT_LINES = 200;
  private static final int PICTURE_TIMEOUT_MS = 5_000;

  private final Page page;
  private final Thread owner = Thread.currentThread();
  private final Map<Request, Instant> pending = new ConcurrentHashMap<>();
  private final Deque<String> events = new ArrayDeque<>();

  WatchedPage(Page page) {
    this.page = page;
    page.onRequest(
        request -> {
          pending.put(request, Instant.now());
          say("request  " + describe(request));
        });
    page.onResponse(response -> say(response.status() + "      " + describe(response.request())));
    page.onRequestFinished(request -> ends("finished", request));
    page.onRequestFailed(request -> ends("failed  ", request));
    page.onFrameNavigated(frame -> say("at       " + frame.url()));
    page.onConsoleMessage(message -> say("console  " + message.type() + ": " + message.text()));
    page.onPageError(error -> say("error    " + error));
    page.onCrash(_ -> say("crashed"));
    page.onWebSocket(
        socket -> {
          say("socket   opened " + socket.url());
          socket.onClose(_ -> say("socket   closed"));
          socket.onSocketError(error -> say("socket   " + error));
        });
  }

  private void ends(String how, Request request) {
    pending.remove(request);
    say(how + " " + describe(request));
  }

  private void say(String event) {
    synchronized (events) {
      events.add(Instant.now() + "  " + event);
      if (events.size() > KEPT_LINES) {
        events.remove();
      }
    }
  }

  private static String describe(Request request) {
    return request.method() + " " + request.url();
  }

  void write(Path folder, int number) throws IOException {
    var lines = new ArrayList<String>();
    lines.add("Kept at " + Instant.now() + ", driven by " + owner.getName());
    lines.add("");
    lines.add("Requests without an end:");
    pending.forEach((request, since) -> lines.add(since + "  " + describe(request)));
    lines.add("");
    lines.add("What happened last:");
    synchronized (events) {
      lines.addAll(events);
    }
    if (Thread.currentThread().equals(owner)) {
      picture(folder.resolve("page" + number + ".png"), lines);
    }
    Files.write(folder.resolve("page" + number + ".txt"), lines);
  }

  private void picture(Path file, List<String> lines) {
    try {
      page.screenshot(new Page.ScreenshotOptions().setPath(file).setTimeout(PICTURE_TIMEOUT_MS));
      lines.add("");
      lines.add("The page stands at " + page.url());
    } catch (PlaywrightException e) {
      lines.add("");
      lines.add("No picture: " + e.getMessage());
    }
  }
}
