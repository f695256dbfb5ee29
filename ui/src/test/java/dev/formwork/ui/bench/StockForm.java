package dev.formwork.ui.bench;

/** A form that large files are brought into: a unique key, two lookups, nothing that follows. */
final class StockForm {

  static final String KEY = "stock";

  private StockForm() {}

  static String definition() {
    return """
        {"key": "%s", "title": {"en": "Stock"}, "fields": [
          {"type": "text", "key": "batch", "title": {"en": "Batch"}, "unique": true},
          {"type": "lookup", "key": "part", "title": {"en": "Part"}, "form": "product"},
          {"type": "lookup", "key": "supplier", "title": {"en": "Supplier"}, "form": "account"},
          {"type": "number", "key": "quantity", "title": {"en": "Quantity"}},
          {"type": "number", "key": "price", "title": {"en": "Price"}, "scale": 4},
          {"type": "date", "key": "received", "title": {"en": "Received"}},
          {"type": "boolean", "key": "checked", "title": {"en": "Checked"}},
          {"type": "text", "key": "place", "title": {"en": "Place"}}]}"""
        .formatted(KEY);
  }
}
