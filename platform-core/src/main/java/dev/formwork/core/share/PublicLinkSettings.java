package dev.formwork.core.share;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.formwork.core.naming.Title;
import java.time.OffsetDateTime;
import java.util.List;

/**
 * What a public link is like.
 *
 * @param title over the page; nullable: the form's
 * @param lead below it; nullable: nothing
 * @param fields keys of those that are asked for, or shown
 * @param match keys of the two that somebody must know to look a record up; else empty
 * @param opensAt nullable: at once
 * @param closesAt nullable: never
 * @param quota how often it may be filled in; nullable: any number of times
 * @param oncePerDevice whether each browser may fill it in once
 * @param thanks what is said afterwards; nullable: something friendly
 */
@JsonInclude(JsonInclude.Include.NON_DEFAULT)
public record PublicLinkSettings(
    Title title,
    Title lead,
    List<String> fields,
    List<String> match,
    OffsetDateTime opensAt,
    OffsetDateTime closesAt,
    Integer quota,
    boolean oncePerDevice,
    Title thanks) {

  public PublicLinkSettings {
    fields = fields == null ? List.of() : List.copyOf(fields);
    match = match == null ? List.of() : List.copyOf(match);
  }

  /** These fields, open for good. */
  public static PublicLinkSettings of(List<String> fields, List<String> match) {
    return new PublicLinkSettings(null, null, fields, match, null, null, null, false, null);
  }
}
