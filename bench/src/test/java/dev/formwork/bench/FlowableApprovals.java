package dev.formwork.bench;

import java.sql.DriverManager;
import java.util.ArrayList;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.flowable.common.engine.impl.history.HistoryLevel;
import org.flowable.engine.ProcessEngine;
import org.flowable.engine.ProcessEngineConfiguration;
import org.flowable.engine.impl.cfg.StandaloneProcessEngineConfiguration;

/**
 * The same approvals by Flowable: address, user, password, clients, seconds. Prints its instances a
 * second, and the bytes that one leaves behind.
 */
public final class FlowableApprovals {

  private static final String PROCESS =
      """
      <definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:flowable="http://flowable.org/bpmn"
        xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" targetNamespace="bench">
        <process id="buy">
          <startEvent id="start"/><sequenceFlow id="a" sourceRef="start" targetRef="manager"/>
          <userTask id="manager" flowable:assignee="${manager}"/><sequenceFlow id="b" sourceRef="manager" targetRef="dear"/>
          <exclusiveGateway id="dear" default="d"/>
          <sequenceFlow id="c" sourceRef="dear" targetRef="director"><conditionExpression xsi:type="tFormalExpression">${amount &gt; 10000}</conditionExpression></sequenceFlow>
          <sequenceFlow id="d" sourceRef="dear" targetRef="end"/>
          <userTask id="director" flowable:assignee="${director}"/><sequenceFlow id="e" sourceRef="director" targetRef="end"/>
          <endEvent id="end"/>
        </process>
      </definitions>""";

  private FlowableApprovals() {}

  public static void main(String[] arguments) throws Exception {
    var configuration = new StandaloneProcessEngineConfiguration();
    configuration.setJdbcUrl(arguments[0]);
    configuration.setJdbcUsername(arguments[1]);
    configuration.setJdbcPassword(arguments[2]);
    configuration.setJdbcDriver("org.postgresql.Driver");
    configuration.setJdbcMaxActiveConnections(20);
    configuration.setDatabaseSchemaUpdate(ProcessEngineConfiguration.DB_SCHEMA_UPDATE_TRUE);
    configuration.setHistoryLevel(HistoryLevel.FULL);
    configuration.setAsyncExecutorActivate(false);
    var engine = configuration.buildProcessEngine();
    engine.getRepositoryService().createDeployment().addString("buy.bpmn20.xml", PROCESS).deploy();
    int clients = Integer.parseInt(arguments[3]);
    run(engine, clients, 4);
    long before = bytes(arguments);
    long[] result = new long[1];
    double rate = run(engine, clients, Integer.parseInt(arguments[4]), result);
    System.out.println("rate " + rate);
    System.out.println("bytes " + (bytes(arguments) - before) / Math.max(1, result[0]));
    engine.close();
  }

  private static void run(ProcessEngine engine, int clients, int seconds) throws Exception {
    run(engine, clients, seconds, new long[1]);
  }

  private static double run(ProcessEngine engine, int clients, int seconds, long[] count)
      throws Exception {
    var done = new AtomicInteger();
    long began = System.nanoTime();
    long end = began + seconds * 1_000_000_000L;
    try (var threads = Executors.newFixedThreadPool(clients)) {
      var work = new ArrayList<Callable<Void>>();
      for (int i = 0; i < clients; i++) {
        int client = i;
        work.add(
            () -> {
              for (int n = 0; System.nanoTime() < end; n++) {
                instance(engine, client, n % 2 == 0 ? 20_000 : 100);
                done.incrementAndGet();
              }
              return null;
            });
      }
      for (var one : threads.invokeAll(work)) {
        one.get();
      }
    }
    count[0] = done.get();
    return done.get() / ((System.nanoTime() - began) / 1e9);
  }

  private static void instance(ProcessEngine engine, int client, int amount) {
    var manager = "manager" + client;
    var director = "director" + client;
    engine
        .getRuntimeService()
        .startProcessInstanceByKey(
            "buy", Map.of("amount", amount, "manager", manager, "director", director));
    approve(engine, manager);
    if (amount > 10_000) {
      approve(engine, director);
    }
  }

  private static void approve(ProcessEngine engine, String approver) {
    var task =
        engine.getTaskService().createTaskQuery().taskAssignee(approver).listPage(0, 1).getFirst();
    engine.getTaskService().complete(task.getId());
  }

  private static long bytes(String[] arguments) throws Exception {
    try (var connection = DriverManager.getConnection(arguments[0], arguments[1], arguments[2]);
        var rows =
            connection
                .createStatement()
                .executeQuery(
                    "SELECT sum(pg_total_relation_size(oid)) FROM pg_class WHERE relkind = 'r' AND relname LIKE 'act\\_%'")) {
      rows.next();
      return rows.getLong(1);
    }
  }
}
