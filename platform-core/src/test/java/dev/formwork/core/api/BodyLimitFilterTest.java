package dev.formwork.core.api;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class BodyLimitFilterTest {

  @ParameterizedTest
  @CsvSource({
    "/api/v1/attachments, 24",
    "/api/v1/apps/crm/forms/lead/records:import, 24",
    "/api/v1/apps/crm/forms/lead/records%3Aimport, 24",
    "/api/v1/apps/crm/forms/lead/records, 2",
    "/api/v1/attachments/x, 2",
    "/api/v1/apps/crm/definitions/form/lead/draft, 2",
    "/api/hooks/secret, 2",
    "/, 2",
    "/sign-in, 2",
    "/VAADIN/dynamic/resource/0/key/file.csv, 24"
  })
  void only_files_may_be_large(String path, long megabytes) {
    assertThat(BodyLimitFilter.limit(path)).isEqualTo(megabytes * 1024 * 1024);
  }
}
