package dev.formwork.ui.api;

import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.endsWith;

import dev.formwork.core.database.DiskRoom;
import dev.formwork.ui.Eventually;
import dev.formwork.ui.RestRecords;
import dev.formwork.ui.TestDatabase;
import dev.formwork.ui.TestMembers;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** On a disk that is nearly full one reads, and is told why nothing is saved. */
@Tag("server")
@QuarkusTest
@TestProfile(DiskFullApiTest.NoRoom.class)
@QuarkusTestResource(TestDatabase.class)
final class DiskFullApiTest {

  /** More is to be left alone than any disk has. */
  public static final class NoRoom implements QuarkusTestProfile {

    @Override
    public Map<String, String> getConfigOverrides() {
      return Map.of("formwork.disk.folder", "target", "formwork.disk.reserve-mb", "999999999");
    }
  }

  @Inject TestMembers members;

  @Test
  void nothing_is_written_and_everything_is_read() throws Exception {
    Eventually.holds(DiskRoom::isLow);
    var admin = new RestRecords(members.administrator(), "ltc");
    admin.as().get("/api/v1/packs").then().statusCode(200);
    admin
        .as()
        .post("/api/v1/packs/ltc:install")
        .then()
        .statusCode(507)
        .body("type", endsWith("disk-full"))
        .body("detail", containsString("make room"));
    admin.as().body("{}").patch(admin.records("lead") + "/1").then().statusCode(507);
  }
}
