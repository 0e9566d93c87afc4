package com.vitracka.responder.contracts;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.TestTag;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.TestPlan;

/**
 * Says how many contracts ran and which were skipped for what reason, and keeps the number for
 * {@link ContractsMinimumTest}.
 */
public final class ContractsSummary implements TestExecutionListener {
  private static final TestTag ENDPOINT = TestTag.create("endpoint");

  private final Map<String, Integer> skippedByReason = new TreeMap<>();
  private @Nullable TestPlan plan;
  private int ran;

  static Path file() {
    return Path.of("target", "contracts", LocalEndpoint.kindName().toLowerCase(Locale.ROOT));
  }

  @Override
  public void testPlanExecutionStarted(TestPlan testPlan) {
    plan = testPlan;
  }

  @Override
  public synchronized void executionFinished(TestIdentifier test, TestExecutionResult result) {
    if (!isContract(test)) {
      return;
    }
    if (result.getStatus() == TestExecutionResult.Status.ABORTED) {
      skip(1, result.getThrowable().map(Throwable::getMessage).orElse("aborted"));
    } else {
      ran++;
    }
  }

  @Override
  public synchronized void executionSkipped(TestIdentifier skipped, String reason) {
    Stream<TestIdentifier> below =
        plan == null ? Stream.empty() : plan.getDescendants(skipped).stream();
    long contracts =
        Stream.concat(Stream.of(skipped), below).filter(ContractsSummary::isContract).count();
    if (contracts > 0) {
      skip(Math.toIntExact(contracts), reason);
    }
  }

  @Override
  public synchronized void testPlanExecutionFinished(TestPlan testPlan) {
    int skipped = skippedByReason.values().stream().mapToInt(Integer::intValue).sum();
    if (ran + skipped == 0) {
      return;
    }
    String reasons =
        skippedByReason.entrySet().stream()
            .map(entry -> entry.getValue() + " × " + entry.getKey())
            .collect(Collectors.joining("; "));
    System.out.printf(
        "contracts: %d ran, %d skipped%s against %s%n",
        ran,
        skipped,
        reasons.isEmpty() ? "" : " (" + reasons + ")",
        LocalEndpoint.kindName().toLowerCase(Locale.ROOT));
    try {
      Files.createDirectories(file().getParent());
      Files.writeString(file(), Integer.toString(ran));
    } catch (IOException e) {
      throw new UncheckedIOException("the number of contracts cannot be written to " + file(), e);
    }
  }

  private void skip(int contracts, String reason) {
    skippedByReason.merge(reason, contracts, Integer::sum);
  }

  private static boolean isContract(TestIdentifier test) {
    return test.isTest() && test.getTags().contains(ENDPOINT);
  }
}
