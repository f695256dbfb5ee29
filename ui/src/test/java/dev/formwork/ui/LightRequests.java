package dev.formwork.ui;

import io.restassured.RestAssured;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.concurrent.CompletableFuture;

/** Requests to the server under test that are many or large, for which REST-assured is too slow. */
public final class LightRequests {

  private final HttpClient client = HttpClient.newHttpClient();
  private final String token;

  /**
   * @param token null: none is sent
   */
  public LightRequests(String token) {
    this.token = token;
  }

  public CompletableFuture<HttpResponse<String>> send(String method, String path, String json) {
    var request =
        HttpRequest.newBuilder(URI.create("http://localhost:" + RestAssured.port + path))
            .header("Content-Type", "application/json")
            .method(method, HttpRequest.BodyPublishers.ofString(json));
    if (token != null) {
      request.header("Authorization", "Bearer " + token);
    }
    return client.sendAsync(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  public HttpResponse<String> answer(String method, String path, String json) {
    return send(method, path, json).join();
  }
}
