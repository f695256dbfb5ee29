package dev.formwork.core.field.text;

import java.util.Currency;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Signs, words and codes of currencies. */
public final class CurrencyMark {

  private static final Set<String> CODES =
      Currency.getAvailableCurrencies().stream()
          .map(Currency::getCurrencyCode)
          .collect(Collectors.toUnmodifiableSet());

  /** A sign may be that of several currencies. */
  private static final Map<String, Set<String>> SIGNS =
      Map.ofEntries(
          Map.entry("¥", Set.of("CNY", "JPY")),
          Map.entry("CN¥", Set.of("CNY")),
          Map.entry("RMB", Set.of("CNY")),
          Map.entry("人民币", Set.of("CNY")),
          Map.entry("元", Set.of("CNY", "TWD", "HKD", "MOP")),
          Map.entry("JP¥", Set.of("JPY")),
          Map.entry("円", Set.of("JPY")),
          Map.entry("日元", Set.of("JPY")),
          Map.entry("€", Set.of("EUR")),
          Map.entry("欧元", Set.of("EUR")),
          Map.entry("£", Set.of("GBP")),
          Map.entry("英镑", Set.of("GBP")),
          Map.entry("₩", Set.of("KRW")),
          Map.entry("₹", Set.of("INR")),
          Map.entry("US$", Set.of("USD")),
          Map.entry("美元", Set.of("USD")),
          Map.entry("HK$", Set.of("HKD")),
          Map.entry("NT$", Set.of("TWD")),
          Map.entry("A$", Set.of("AUD")),
          Map.entry("C$", Set.of("CAD")),
          Map.entry("S$", Set.of("SGD")),
          Map.entry("NZ$", Set.of("NZD")),
          Map.entry("R$", Set.of("BRL")),
          Map.entry("₽", Set.of("RUB")),
          Map.entry("₺", Set.of("TRY")),
          Map.entry("₫", Set.of("VND")),
          Map.entry("฿", Set.of("THB")),
          Map.entry("₱", Set.of("PHP")),
          Map.entry("₪", Set.of("ILS")),
          Map.entry("₴", Set.of("UAH")),
          Map.entry("₦", Set.of("NGN")),
          Map.entry("zł", Set.of("PLN")),
          Map.entry("Kč", Set.of("CZK")),
          Map.entry("Ft", Set.of("HUF")),
          Map.entry("kr", Set.of("SEK", "NOK", "DKK", "ISK")),
          Map.entry("港元", Set.of("HKD")),
          Map.entry("港币", Set.of("HKD")),
          Map.entry("新台币", Set.of("TWD")),
          Map.entry("韩元", Set.of("KRW")),
          Map.entry(
              "$",
              Set.of("USD", "AUD", "CAD", "HKD", "NZD", "SGD", "TWD", "MXN", "ARS", "CLP", "COP")));

  private CurrencyMark() {}

  /** The codes (ISO 4217) that a mark may stand for, codes in any case; empty: it is none. */
  public static Set<String> currencies(String mark) {
    var signed = SIGNS.get(mark);
    if (signed != null) {
      return signed;
    }
    var code = mark.toUpperCase(Locale.ROOT);
    return SIGNS.getOrDefault(code, CODES.contains(code) ? Set.of(code) : Set.of());
  }
}
