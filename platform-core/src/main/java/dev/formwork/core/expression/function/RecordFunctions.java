package dev.formwork.core.expression.function;

import static dev.formwork.core.expression.FunctionCategory.PEOPLE;
import static dev.formwork.core.expression.FunctionCategory.RECORD;
import static dev.formwork.core.expression.FunctionCategory.SYSTEM;
import static dev.formwork.core.expression.function.FunctionBuilder.scalar;

import dev.formwork.core.expression.EvaluationContext;
import dev.formwork.core.expression.ExpressionFunction;
import dev.formwork.core.expression.FunctionBody;
import dev.formwork.core.expression.FunctionCategory;
import dev.formwork.core.expression.Parameter;
import dev.formwork.core.expression.RecordMetadata;
import dev.formwork.core.expression.ScalarFunction;
import dev.formwork.core.expression.Volatility;
import dev.formwork.core.expression.value.DecimalMath;
import dev.formwork.core.expression.value.LinkedRecord;
import dev.formwork.core.expression.value.ValueType;
import java.util.List;
import java.util.UUID;

/** Who asks, and what is known of a record beside its fields. */
final class RecordFunctions {

  static final List<ExpressionFunction> ALL =
      List.of(
          scalar(PEOPLE, "ME", "当前用户")
              .changes(Volatility.READER)
              .takes()
              .gives(
                  ValueType.MEMBER,
                  _ -> EvaluationContext::me,
                  (out, _) -> out.bind(out.scope().me(), ValueType.MEMBER))
              .help("The signed-in member.", "当前登录的成员。", "ME() = ME()", "true"),
          scalar(PEOPLE, "ISME", "是否本人")
              .changes(Volatility.READER)
              .takes(Parameter.of("member", ValueType.MEMBER))
              .gives(
                  ValueType.BOOLEAN,
                  FunctionBody.many(
                      (values, evaluationContext) ->
                          values[0] != null && values[0].equals(evaluationContext.me())),
                  (out, arguments) -> {
                    out.append("(");
                    out.value(arguments.getFirst());
                    out.append(" = ");
                    out.bind(out.scope().me(), ValueType.MEMBER);
                    out.append(")");
                  })
              .help(
                  "Whether a member is the signed-in member.", "成员是否为当前用户。", "ISME(ME())", "true"),
          fact(
              RECORD,
              "RECORDID",
              "记录编号",
              Volatility.STABLE,
              ValueType.TEXT,
              facts -> facts.id().toString(),
              "t.id::text",
              "The id of the record.",
              "记录的唯一编号。"),
          fact(
              RECORD,
              "CREATEDAT",
              "创建时间",
              Volatility.STABLE,
              ValueType.DATE_TIME,
              RecordMetadata::createdAt,
              "t.created_at",
              "When the record was made.",
              "记录的创建时间。"),
          fact(
              RECORD,
              "CREATEDBY",
              "创建人",
              Volatility.STABLE,
              ValueType.MEMBER,
              RecordMetadata::createdBy,
              "t.created_by",
              "Who made the record.",
              "记录的创建人。"),
          fact(
              RECORD,
              "UPDATEDAT",
              "修改时间",
              Volatility.HISTORY,
              ValueType.DATE_TIME,
              RecordMetadata::updatedAt,
              "t.updated_at",
              "When the record was last changed.",
              "记录的最近修改时间。"),
          fact(
              RECORD,
              "UPDATEDBY",
              "修改人",
              Volatility.HISTORY,
              ValueType.MEMBER,
              RecordMetadata::updatedBy,
              "t.updated_by",
              "Who last changed the record.",
              "记录的最近修改人。"),
          fact(
              RECORD,
              "VERSION",
              "版本",
              Volatility.HISTORY,
              ValueType.NUMBER,
              facts -> DecimalMath.of(facts.version()),
              "t.version::numeric",
              "How often the record was stored.",
              "记录的版本号。"),
          scalar(RECORD, "TITLEOF", "记录标题")
              .takes(Parameter.of("record", ValueType.RECORD))
              .gives(
                  ValueType.TEXT,
                  FunctionBody.one(LinkedRecord.class, LinkedRecord::title),
                  (out, arguments) -> out.asText(arguments.getFirst()))
              .help("What a linked record is called.", "关联记录的标题。", "TITLEOF(EMPTY)", ""),
          scalar(RECORD, "IDOF", "关联编号")
              .takes(Parameter.of("record", ValueType.RECORD))
              .gives(
                  ValueType.TEXT,
                  FunctionBody.one(LinkedRecord.class, record -> record.id().toString()),
                  "{0}::text")
              .help("The id of a linked record.", "关联记录的唯一编号。", "IDOF(EMPTY)", ""),
          scalar(SYSTEM, "UUID", "随机编号")
              .changes(Volatility.RANDOM)
              .takes()
              .givesInJvmOnly(ValueType.TEXT, _ -> _ -> UUID.randomUUID().toString())
              .help("A new id that nothing else has.", "一个全新的唯一编号。", "LEN(UUID())", "36"));

  private RecordFunctions() {}

  private static ScalarFunction fact(
      FunctionCategory functionCategory,
      String name,
      String chineseName,
      Volatility volatility,
      ValueType type,
      java.util.function.Function<RecordMetadata, Object> fact,
      String sql,
      String english,
      String chinese) {
    return scalar(functionCategory, name, chineseName)
        .changes(volatility)
        .takes()
        .gives(
            type,
            _ ->
                evaluationContext ->
                    evaluationContext.facts() == null
                        ? null
                        : fact.apply(evaluationContext.facts()),
            (out, _) -> out.fact(sql, type, fact))
        .help(english, chinese, "ISEMPTY(" + name + "())", "true");
  }
}
