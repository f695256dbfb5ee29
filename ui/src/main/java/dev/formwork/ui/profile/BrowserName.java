package dev.formwork.ui.profile;

import java.util.LinkedHashMap;
import java.util.Map;

/** Names browser and system from the User-Agent header. A hint for people, no proof. */
final class BrowserName {

  /** In this order: many claim to be those below as well. */
  private static final Map<String, String> BROWSERS = new LinkedHashMap<>();

  private static final Map<String, String> SYSTEMS = new LinkedHashMap<>();

  static {
    BROWSERS.put("MicroMessenger", "WeChat");
    BROWSERS.put("DingTalk", "DingTalk");
    BROWSERS.put("Edg", "Edge");
    BROWSERS.put("OPR/", "Opera");
    BROWSERS.put("Firefox/", "Firefox");
    BROWSERS.put("Chrome/", "Chrome");
    BROWSERS.put("Safari/", "Safari");
    SYSTEMS.put("iPhone", "iPhone");
    SYSTEMS.put("iPad", "iPad");
    SYSTEMS.put("Android", "Android");
    SYSTEMS.put("Windows", "Windows");
    SYSTEMS.put("Mac OS X", "macOS");
    SYSTEMS.put("Linux", "Linux");
  }

  private BrowserName() {}

  static String named(String agent) {
    var browser = first(BROWSERS, agent);
    var system = first(SYSTEMS, agent);
    if (browser.isEmpty() && system.isEmpty()) {
      return agent.isBlank() ? "—" : agent.substring(0, Math.min(40, agent.length()));
    }
    return browser.isEmpty() || system.isEmpty() ? browser + system : browser + " · " + system;
  }

  private static String first(Map<String, String> known, String agent) {
    return known.entrySet().stream()
        .filter(one -> agent.contains(one.getKey()))
        .map(Map.Entry::getValue)
        .findFirst()
        .orElse("");
  }
}
