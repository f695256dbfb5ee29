package dev.formwork.core.expression.function;

import static dev.formwork.core.expression.FunctionCategory.PEOPLE;
import static dev.formwork.core.expression.function.FunctionBuilder.scalar;

import dev.formwork.core.expression.CompiledExpression;
import dev.formwork.core.expression.Expression;
import dev.formwork.core.expression.ExpressionFunction;
import dev.formwork.core.expression.FunctionBody;
import dev.formwork.core.expression.Parameter;
import dev.formwork.core.expression.SqlTemplate;
import dev.formwork.core.expression.SqlWriter;
import dev.formwork.core.expression.Volatility;
import dev.formwork.core.expression.value.ValueType;
import java.util.List;
import java.util.UUID;

/**
 * Where people stand in the organisation. Results change with it, so none is stored with a record.
 */
final class PeopleFunctions {

  private static final Parameter MEMBER = Parameter.of("member", ValueType.MEMBER);
  private static final Parameter DEPARTMENT = Parameter.of("department", ValueType.DEPARTMENT);

  static final List<ExpressionFunction> ALL =
      List.of(
          scalar(PEOPLE, "MYDEPARTMENT", "我的部门")
              .changes(Volatility.READER)
              .takes()
              .gives(
                  ValueType.DEPARTMENT,
                  _ ->
                      evaluationContext ->
                          evaluationContext.people().departmentOf(evaluationContext.me()),
                  (out, _) ->
                      out.bind(
                          out.scope().people().departmentOf(out.scope().me()),
                          ValueType.DEPARTMENT))
              .help(
                  "The main department of the signed-in member.",
                  "当前用户所在的主部门。",
                  "ISEMPTY(MYDEPARTMENT())",
                  "true"),
          scalar(PEOPLE, "DEPARTMENT", "按名称取部门")
              .changes(Volatility.READER)
              .takes(Parameter.literal("name", _ -> true))
              .gives(
                  ValueType.DEPARTMENT,
                  FunctionBody.many(
                      (values, evaluationContext) ->
                          named(evaluationContext.people()::departmentNamed, values[0])),
                  (out, arguments) ->
                      out.bind(
                          named(out.scope().people()::departmentNamed, written(arguments)),
                          ValueType.DEPARTMENT))
              .help(
                  "The department of this name; empty when none, or several, are called so.",
                  "指定名称的部门;没有或重名时为空。",
                  "ISEMPTY(DEPARTMENT(\"Sales\"))",
                  "true"),
          scalar(PEOPLE, "MEMBER", "按名称取成员")
              .changes(Volatility.READER)
              .takes(Parameter.literal("name", _ -> true))
              .gives(
                  ValueType.MEMBER,
                  FunctionBody.many(
                      (values, evaluationContext) ->
                          named(evaluationContext.people()::memberNamed, values[0])),
                  (out, arguments) ->
                      out.bind(
                          named(out.scope().people()::memberNamed, written(arguments)),
                          ValueType.MEMBER))
              .help(
                  "The member of this name, e-mail or login; empty when none, or several, are called so.",
                  "指定姓名、邮箱或登录名的成员；没有或重名时为空。",
                  "ISEMPTY(MEMBER(\"Ann\"))",
                  "true"),
          scalar(PEOPLE, "DEPARTMENTOF", "成员的部门")
              .changes(Volatility.READER)
              .takes(MEMBER)
              .gives(
                  ValueType.DEPARTMENT,
                  FunctionBody.many(
                      (values, evaluationContext) ->
                          evaluationContext.people().departmentOf((UUID) values[0])),
                  (out, arguments) -> ofMember(out, arguments, "departments[1]"))
              .help(
                  "A member's main department.",
                  "成员所在的主部门。",
                  "ISEMPTY(DEPARTMENTOF(ME()))",
                  "true"),
          scalar(PEOPLE, "INDEPARTMENT", "属于部门")
              .changes(Volatility.READER)
              .takes(MEMBER, DEPARTMENT)
              .gives(
                  ValueType.BOOLEAN,
                  FunctionBody.many(
                      (values, evaluationContext) ->
                          evaluationContext.people().isIn((UUID) values[0], (UUID) values[1])),
                  PeopleFunctions::inDepartment)
              .help(
                  "Whether a member belongs to a department or to one below it.",
                  "成员是否属于某部门或其下级部门。",
                  "INDEPARTMENT(ME(), MYDEPARTMENT())",
                  "false"),
          scalar(PEOPLE, "MANAGER", "上级")
              .changes(Volatility.READER)
              .takes(MEMBER)
              .gives(
                  ValueType.MEMBER,
                  FunctionBody.many(
                      (values, evaluationContext) ->
                          evaluationContext.people().managerOf((UUID) values[0])),
                  (out, arguments) -> ofMember(out, arguments, "leader_id"))
              .help(
                  "Whom a member reports to: their manager, else the head of their department.",
                  "成员的上级:指定的上级,否则为部门负责人。",
                  "ISEMPTY(MANAGER(ME()))",
                  "true"),
          scalar(PEOPLE, "HASROLE", "拥有角色")
              .changes(Volatility.READER)
              .takes(Parameter.of("role", ValueType.TEXT))
              .gives(
                  ValueType.BOOLEAN,
                  FunctionBody.many(
                      (values, evaluationContext) ->
                          values[0] != null
                              && evaluationContext
                                  .people()
                                  .rolesOf(evaluationContext.me())
                                  .contains((String) values[0])),
                  (out, arguments) -> {
                    out.append("(");
                    out.value(arguments.getFirst());
                    var roles = out.scope().people().rolesOf(out.scope().me());
                    out.append(" = ANY (");
                    out.bind(roles.toArray(String[]::new), ValueType.TEXTS);
                    out.append("))");
                  })
              .help(
                  "Whether the signed-in member has the role with this key.",
                  "当前用户是否拥有该角色(按标识)。",
                  "HASROLE(\"sales_manager\")",
                  "false"));

  private PeopleFunctions() {}

  private static UUID named(java.util.function.Function<String, UUID> lookup, Object name) {
    return name instanceof String text ? lookup.apply(text.strip()) : null;
  }

  private static Object written(List<Expression> arguments) {
    return arguments.getFirst() instanceof Expression.Constant constant ? constant.value() : null;
  }

  private static void ofMember(SqlWriter out, List<Expression> arguments, String column) {
    out.append("(SELECT m." + column + " FROM formwork.membership m WHERE m.member_id = ");
    out.value(arguments.getFirst());
    out.append(" AND m.workspace_id = ");
    out.bind(out.scope().people().workspace(), ValueType.MEMBER);
    out.append(")");
  }

  /**
   * A department that no record says, which is the common case, is turned into its members before
   * the query: so an index on the member's column serves.
   */
  private static void inDepartment(SqlWriter out, List<Expression> arguments) {
    var department = arguments.get(1);
    if (CompiledExpression.readsRecord(department)) {
      SqlTemplate.of("formwork.in_department({0}, {1})").write(out, arguments);
      return;
    }
    var peopleDirectory = out.scope().people();
    var id = (UUID) CompiledExpression.program(department).run(out.scope());
    out.append("(");
    out.value(arguments.getFirst());
    out.append(" = ANY (");
    out.bindAll(peopleDirectory.membersIn(id));
    out.append("))");
  }
}
