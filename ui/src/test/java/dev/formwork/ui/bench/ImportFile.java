package dev.formwork.ui.bench;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A made-up file for a form of the Lead-to-Cash pack, in size and shape like those that companies
 * bring along. The same call gives the same file.
 */
record ImportFile(String form, int rows, byte[] content) {

  private static final String[] REGIONS = {
    "east,shanghai", "south,fujian", "north,beijing", "abroad,europe"
  };
  private static final String[] STAGES = {"won", "won", "won", "lost", "lost", "needs", "verify"};
  private static final LocalDate FIRST_DAY = LocalDate.of(2025, 1, 1);
  private static final int ACCOUNTS = 85;
  private static final int PRODUCTS = 7;
  private static final int SALES_REPS = 35;

  static ImportFile accounts() {
    return of(
        "account",
        "name,sector,year_established,revenue,employees,office_location",
        ACCOUNTS,
        i ->
            "Company %d,Sector %d,%d,%d,%d,Town %d"
                .formatted(i, i % 9, 1980 + i % 40, 90 + i, 40 * i, i % 15));
  }

  static ImportFile products() {
    return of(
        "product",
        "name,code,series,sales_price",
        PRODUCTS,
        i -> "Product %d,P-%d,Series %d,%d".formatted(i, i, i % 3, 50 + 500 * i));
  }

  static ImportFile salesReps() {
    return of(
        "sales_rep",
        "name,manager,regional_office",
        SALES_REPS,
        i -> "Agent %d,Manager %d,Office %d".formatted(i, i % 6, i % 3));
  }

  /** With account, product and agent by their names; one deal in six has no account. */
  static ImportFile deals(String batch, int rows) {
    return of(
        "opportunity",
        "opportunity_id,account,product,sales_rep,stage,engage_date,close_date,amount",
        rows,
        i -> {
          var stage = STAGES[i % STAGES.length];
          var engaged = FIRST_DAY.plusDays(i % 300);
          boolean closed = stage.equals("won") || stage.equals("lost");
          return "%s-%d,%s,Product %d,Agent %d,%s,%s,%s,%s"
              .formatted(
                  batch,
                  i,
                  i % 6 == 0 ? "" : "Company " + i % ACCOUNTS,
                  i % PRODUCTS,
                  i % SALES_REPS,
                  stage,
                  engaged,
                  closed ? engaged.plusDays(i % 120) : "",
                  closed ? 50 + i * 31 % 5_000 : "");
        });
  }

  /** Without owner or status, as they come from a fair or a bought list. */
  static ImportFile leads(String batch, int rows) {
    return of(
        "lead",
        "name,company,job_title,mobile,email,source,area,region,employees,authority,timeline,budget,next_contact_at,need",
        rows,
        i ->
            "Person %2$d,Firm %3$d,Buyer,139%2$08d,person.%2$d@%1$s.example.com,event,%4$s,s%5$d,influencer,m3,%6$d,%7$s,Sensors for line %8$d"
                .formatted(
                    batch,
                    i,
                    i % 2_000,
                    REGIONS[i % REGIONS.length],
                    1 + i % 5,
                    1_000 + i * 37 % 40_000,
                    FIRST_DAY.plusDays(i % 700),
                    i % 20));
  }

  /** With part and supplier by their names. */
  static ImportFile stock(String batch, int rows) {
    return of(
        StockForm.KEY,
        "batch,part,supplier,quantity,price,received,checked,place",
        rows,
        i ->
            "%s-%d,Product %d,Company %d,%d,%d.%02d,%s,%s,Shelf %d"
                .formatted(
                    batch,
                    i,
                    i % PRODUCTS,
                    i % ACCOUNTS,
                    1 + i % 500,
                    10 + i % 90,
                    i % 100,
                    FIRST_DAY.plusDays(i % 400),
                    i % 3 == 0 ? "yes" : "no",
                    i % 800));
  }

  private static ImportFile of(String form, String header, int rows, IntFunction<String> row) {
    var text =
        IntStream.range(0, rows)
            .mapToObj(row)
            .collect(Collectors.joining("\n", header + "\n", "\n"));
    return new ImportFile(form, rows, text.getBytes(StandardCharsets.UTF_8));
  }
}
