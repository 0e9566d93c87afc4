package com.vitracka.responder.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.Locale;
import java.util.Properties;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Runs after the contracts: skipping must not become a way to pass. */
@Tag("contracts-minimum")
class ContractsMinimumTest {
  @Test
  void atLeastTheCommittedNumberOfContractsRan() throws IOException {
    String kind = LocalEndpoint.kindName().toLowerCase(Locale.ROOT);
    Properties minimum = NeedsCondition.read("contracts-minimum.properties");

    assertThat(Integer.parseInt(Files.readString(ContractsSummary.file())))
        .as("contracts that ran against %s (contracts-minimum.properties)", kind)
        .isGreaterThanOrEqualTo(Integer.parseInt(minimum.getProperty(kind)));
  }
}
