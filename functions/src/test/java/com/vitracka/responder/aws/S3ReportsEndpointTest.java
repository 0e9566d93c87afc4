package com.vitracka.responder.aws;

import static org.assertj.core.api.Assertions.assertThat;

import com.vitracka.responder.contracts.LocalEndpoint;
import com.vitracka.responder.contracts.Needs;
import com.vitracka.responder.document.Reports;
import com.vitracka.responder.document.Reports.Filing;
import com.vitracka.responder.document.Reports.Form;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.ResponseBytes;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.BucketLocationConstraint;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;

@Needs("s3")
class S3ReportsEndpointTest {
  private static final String ACCOUNT = "000000000000";

  private final S3Client s3 = LocalEndpoint.get().aws().s3();
  private final String bucket = "contracts-" + UUID.randomUUID();

  @Test
  void aReportIsThereInEachFormWithItsType() {
    Reports reports = reportsInABucket();

    for (Form form : Form.values()) {
      Filing filing = reports.file("inc-1", form, "Störung: " + form);

      assertThat(filing).isEqualTo(new Filing.Filed());
      ResponseBytes<GetObjectResponse> stored =
          s3.getObjectAsBytes(get -> get.bucket(bucket).key("reports/inc-1/" + form.file()));
      assertThat(stored.asString(StandardCharsets.UTF_8)).isEqualTo("Störung: " + form);
      assertThat(stored.response().contentType()).isEqualTo(form.contentType());
    }
  }

  @Test
  void aReportWrittenAgainTakesTheFirstOnesPlace() {
    Reports reports = reportsInABucket();
    reports.file("inc-1", Form.HTML, "first");
    reports.file("inc-1", Form.HTML, "second");

    assertThat(reports.placeOf("inc-1")).isEqualTo("s3://" + bucket + "/reports/inc-1/report.html");
    assertThat(
            s3.getObjectAsBytes(get -> get.bucket(bucket).key("reports/inc-1/report.html"))
                .asUtf8String())
        .isEqualTo("second");
  }

  @Test
  void formsThatAreThereAreListedWithTheirTime() {
    Reports reports = reportsInABucket();
    Instant before = Instant.now().minusSeconds(2);
    reports.file("inc-1", Form.HTML, "one form only");
    reports.file("inc-10", Form.JSON, "another incident");

    assertThat(reports.listFiled("inc-1")).containsOnlyKeys(Form.HTML);
    assertThat(reports.listFiled("inc-1").get(Form.HTML)).isAfter(before);
    assertThat(reports.listFiled("inc-2")).isEmpty();
  }

  @Test
  void aBucketThatIsNotThereRefusesAndIsNamed() {
    Filing filing = new S3Reports(s3, bucket, ACCOUNT).file("inc-1", Form.JSON, "{}");

    assertThat(filing)
        .isInstanceOfSatisfying(
            Filing.Refused.class, refused -> assertThat(refused.reason()).contains(bucket));
  }

  private Reports reportsInABucket() {
    s3.createBucket(
        create ->
            create
                .bucket(bucket)
                .createBucketConfiguration(
                    c -> c.locationConstraint(BucketLocationConstraint.EU_WEST_1)));
    return new S3Reports(s3, bucket, ACCOUNT);
  }
}
