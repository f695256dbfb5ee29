package dev.formwork.core.rights;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.formwork.core.expression.CompiledExpression;
import dev.formwork.core.expression.CompiledFilter;
import dev.formwork.core.organization.Organization;
import dev.formwork.core.permission.PermissionSet;
import java.time.Duration;
import java.util.function.Supplier;

/**
 * What was worked out for callers whose rights are narrower than a member's, and for the filters
 * they send. Bounded; what nobody asked for in a while is made again.
 */
final class RightsCache {

  private static final int MAX_RIGHTS = 5_000;
  private static final int MAX_FILTERS = 2_000;
  private static final Duration UNUSED = Duration.ofMinutes(10);

  /** Rights of a member, narrowed to what a token reaches. */
  private record Narrowed(AppRights of, Object reach) {}

  /** Rights by one set on one form, beside those of a member. */
  private record AtTask(AppRights of, TaskPermissions task) {}

  /** Rights by one set alone, while the organisation stays as it is. */
  private record OfGuest(Organization organization, String form, PermissionSet set) {}

  private record FilterOf(FormRights rights, String source) {}

  private final Cache<Object, AppRights> rights =
      Caffeine.newBuilder().maximumSize(MAX_RIGHTS).expireAfterAccess(UNUSED).build();
  private final Cache<FilterOf, CompiledFilter> filters =
      Caffeine.newBuilder().maximumSize(MAX_FILTERS).expireAfterAccess(UNUSED).build();

  AppRights narrowed(AppRights of, Object reach, Supplier<AppRights> make) {
    return rights.get(new Narrowed(of, reach), _ -> make.get());
  }

  AppRights atTask(AppRights of, TaskPermissions task, Supplier<AppRights> make) {
    return rights.get(new AtTask(of, task), _ -> make.get());
  }

  AppRights ofGuest(
      Organization organization, String form, PermissionSet set, Supplier<AppRights> make) {
    return rights.get(new OfGuest(organization, form, set), _ -> make.get());
  }

  /** A filter that compiles is kept, mistakes are not. */
  CompiledFilter filter(FormRights of, String source) throws CompiledExpression.InvalidExpression {
    var key = new FilterOf(of, source);
    var known = filters.getIfPresent(key);
    if (known == null) {
      known = CompiledFilter.of(source, of.names());
      filters.put(key, known);
    }
    return known;
  }
}
