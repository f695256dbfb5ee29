package dev.formwork.bench;

import dev.formwork.core.expression.function.BuiltInFunctions;
import dev.formwork.core.expression.FunctionLibrary;
import dev.cel.bundle.Cel;
import dev.cel.bundle.CelFactory;
import dev.cel.common.types.SimpleType;
import dev.cel.extensions.CelExtensions;
import dev.cel.runtime.CelRuntime;
import dev.formwork.core.expression.CompiledExpression;
import dev.formwork.core.expression.SymbolTable;
import dev.formwork.core.expression.Reference;
import dev.formwork.core.expression.EvaluationContext;
import dev.formwork.core.expression.value.ValueType;
import dev.formwork.core.expression.value.SlotValues;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.apache.commons.jexl3.JexlBuilder;
import org.apache.commons.jexl3.JexlScript;
import org.apache.commons.jexl3.MapContext;
import org.apache.commons.jexl3.introspection.JexlPermissions;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.Value;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.springframework.expression.Expression;
import org.springframework.expression.spel.SpelCompilerMode;
import org.springframework.expression.spel.SpelParserConfiguration;
import org.springframework.expression.spel.standard.SpelExpressionParser;
import org.springframework.expression.spel.support.StandardEvaluationContext;

/**
 * {@code IF(amount > 10000, ROUND(amount * rate, 2), amount * 0.05) + LEN(title)} on changing
 * input. Ours, JEXL and SpEL work with exact decimals, as plain Java does; GraalJS and CEL have
 * none and work with floating point.
 */
@State(org.openjdk.jmh.annotations.Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 4, time = 2)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class Formulas {

  private static final String OURS =
      "IF(amount > 10000, ROUND(amount * rate, 2), amount * 0.05) + LEN(title)";

  /** 200 characters, with fields, calls, lists and texts. */
  static final String LONG =
      "IF(amount > 10000 AND title CONTAINS \"pump\", ROUND(amount * (1 - DEFAULT(rate, 0)) / 3, 2), IF(title IN (\"a\", \"b\", \"c\"), amount * 0.05, ABS(amount - 100))) + LEN(UPPER(title)) * 2 - MAX(amount, rate, 5)";

  private static final BigDecimal LIMIT = BigDecimal.valueOf(10_000);
  private static final BigDecimal SHARE = new BigDecimal("0.05");

  static final SymbolTable NAMES =
      new SymbolTable() {
        @Override
        public FunctionLibrary library() {
          return BuiltInFunctions.INSTANCE;
        }

        @Override
        public Optional<Reference> field(String name) {
          return switch (name) {
            case "amount" -> reference(name, 0, ValueType.NUMBER);
            case "rate" -> reference(name, 1, ValueType.NUMBER);
            case "title" -> reference(name, 2, ValueType.TEXT);
            default -> Optional.empty();
          };
        }

        private Optional<Reference> reference(String name, int slot, ValueType type) {
          return Optional.of(new Reference.OfRecord(name, slot, name, type, null));
        }

        @Override
        public Optional<Reference.OfRow> column(Reference.Rows subform, String name) {
          return Optional.empty();
        }

        @Override
        public List<String> known() {
          return List.of("amount", "rate", "title");
        }
      };

  private record Input(BigDecimal amount, BigDecimal rate, String title) implements SlotValues {
    @Override
    public Object get(int slot) {
      return slot == 0 ? amount : slot == 1 ? rate : title;
    }
  }

  /** What SpEL and JEXL see. */
  public static final class Bean {
    public BigDecimal amount;
    public BigDecimal rate;
    public String title;

    public BigDecimal round(BigDecimal number) {
      return number.setScale(2, RoundingMode.HALF_UP);
    }

    public BigDecimal getAmount() {
      return amount;
    }

    public BigDecimal getRate() {
      return rate;
    }

    public String getTitle() {
      return title;
    }
  }

  private final Input[] inputs = new Input[1024];
  private int at;
  private CompiledExpression ours;
  private EvaluationContext moment;
  private Context context;
  private Value graal;
  private JexlScript jexl;
  private Expression spel;
  private CelRuntime.Program cel;
  private final Bean bean = new Bean();
  private final MapContext jexlContext = new MapContext();
  private final StandardEvaluationContext spelContext = new StandardEvaluationContext(bean);

  @Setup
  public void prepare() throws Exception {
    var random = new Random(7);
    for (int i = 0; i < inputs.length; i++) {
      inputs[i] =
          new Input(
              BigDecimal.valueOf(random.nextInt(2_000_000), 2),
              BigDecimal.valueOf(random.nextInt(1000), 3),
              "Deal " + "x".repeat(random.nextInt(20)));
    }
    ours = CompiledExpression.of(OURS, NAMES);
    moment =
        EvaluationContext.at(OffsetDateTime.of(2026, 1, 1, 0, 0, 0, 0, ZoneOffset.UTC), ZoneOffset.UTC, null);
    context = Context.newBuilder("js").option("engine.WarnInterpreterOnly", "false").build();
    graal =
        context.eval(
            "js",
            "(amount, rate, title) => (amount > 10000 ? Math.round(amount * rate * 100) / 100 : amount * 0.05) + title.length");
    jexl =
        new JexlBuilder()
            .cache(64)
            .strict(true)
            .permissions(JexlPermissions.UNRESTRICTED)
            .create()
            .createScript(
                "(amount > 10000 ? bean.round(amount * rate) : amount * 0.05B) + title.length()");
    jexlContext.set("bean", bean);
    spel =
        new SpelExpressionParser(
                new SpelParserConfiguration(
                    SpelCompilerMode.MIXED, Formulas.class.getClassLoader()))
            .parseExpression(
                "(amount > 10000 ? round(amount * rate) : amount * new java.math.BigDecimal('0.05')) + title.length()");
    Cel environment =
        CelFactory.standardCelBuilder()
            .addVar("amount", SimpleType.DOUBLE)
            .addVar("rate", SimpleType.DOUBLE)
            .addVar("title", SimpleType.STRING)
            .addCompilerLibraries(CelExtensions.math(dev.cel.common.CelOptions.DEFAULT))
            .addRuntimeLibraries(CelExtensions.math(dev.cel.common.CelOptions.DEFAULT))
            .build();
    cel =
        environment.createProgram(
            environment
                .compile(
                    "(amount > 10000.0 ? math.round(amount * rate * 100.0) / 100.0 : amount * 0.05) + double(size(title))")
                .getAst());
  }

  private Input next() {
    return inputs[at++ & 1023];
  }

  @Benchmark
  public Object formwork() {
    return ours.program().run(moment.of(next()));
  }

  @Benchmark
  public Object java() {
    var input = next();
    var first =
        input.amount.compareTo(LIMIT) > 0
            ? input.amount.multiply(input.rate).setScale(2, RoundingMode.HALF_UP)
            : input.amount.multiply(SHARE);
    return first.add(BigDecimal.valueOf(input.title.codePointCount(0, input.title.length())));
  }

  @Benchmark
  public double graaljs() {
    var input = next();
    return graal
        .execute(input.amount.doubleValue(), input.rate.doubleValue(), input.title)
        .asDouble();
  }

  @Benchmark
  public Object jexl() {
    var input = next();
    jexlContext.set("amount", input.amount);
    jexlContext.set("rate", input.rate);
    jexlContext.set("title", input.title);
    return jexl.execute(jexlContext);
  }

  @Benchmark
  public Object spel() {
    var input = next();
    bean.amount = input.amount;
    bean.rate = input.rate;
    bean.title = input.title;
    return spel.getValue(spelContext);
  }

  @Benchmark
  public Object cel() throws Exception {
    var input = next();
    return cel.eval(
        Map.of(
            "amount", input.amount.doubleValue(),
            "rate", input.rate.doubleValue(),
            "title", input.title));
  }

  @Benchmark
  public Object compile() throws Exception {
    return CompiledExpression.of(LONG, NAMES);
  }
}
