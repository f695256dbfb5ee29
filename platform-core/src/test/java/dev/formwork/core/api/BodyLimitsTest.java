package dev.formwork.core.api;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class BodyLimitsTest {

  private static final BodyLimits LIMITS = new BodyLimits(300L << 20);

  @ParameterizedTest
  @CsvSource({
    "/api/v1/attachments, 304",
    "/VAADIN/dynamic/resource/0/3f2c/attachment, 304",
    "/VAADIN/dynamic/resource/0/3f2c/upload, 24",
    "/VAADIN/dynamic/resource/0/3f2c/attachment/x, 24",
    "/api/v1/apps/crm/forms/lead/records:import, 24",
    "/api/v1/apps/crm/forms/lead/records%3Aimport, 24",
    "/api/v1/apps/crm/forms/lead/records, 2",
    "/api/v1/attachments/x, 2",
    "/api/VAADIN/dynamic/resource/0/3f2c/attachment, 2",
    "/api/v1/apps/crm/definitions/form/lead/draft, 2",
    "/api/hooks/secret, 2",
    "/, 2",
    "/sign-in, 2",
    "/VAADIN/dynamic/resource/0/key/file.csv, 24"
  })
  void only_files_may_be_large(String path, long megabytes) {
    assertThat(LIMITS.of(path)).isEqualTo(megabytes << 20);
  }
}
