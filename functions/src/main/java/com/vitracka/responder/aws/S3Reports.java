package com.vitracka.responder.aws;

import com.vitracka.responder.document.Reports;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.stream.Collectors;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Object;

/** Keeps reports in the records bucket under {@code reports/<incident>/}. */
public final class S3Reports implements Reports {
  private static final Duration MOST_TIME = Duration.ofSeconds(10);

  private final S3Client s3;
  private final String bucket;
  private final String account;

  /**
   * Reports in this bucket.
   *
   * @param account that owns the bucket: one of the same name in another account is refused
   */
  public S3Reports(S3Client s3, String bucket, String account) {
    this.s3 = s3;
    this.bucket = bucket;
    this.account = account;
  }

  @Override
  public Filing file(String incident, Form form, String content) {
    try {
      s3.putObject(
          request ->
              request
                  .overrideConfiguration(o -> o.apiCallTimeout(MOST_TIME))
                  .bucket(bucket)
                  .expectedBucketOwner(account)
                  .key(folder(incident) + form.file())
                  .contentType(form.contentType()),
          RequestBody.fromString(content));
      return new Filing.Filed();
    } catch (SdkException e) {
      return new Filing.Refused(
          "the bucket "
              + bucket
              + " refused: "
              + e.getMessage()
              + ". Check that it exists and that the Tell function may write to reports/");
    }
  }

  @Override
  public Map<Form, Instant> listFiled(String incident) {
    Map<String, Instant> stored =
        s3
            .listObjectsV2(
                request ->
                    request
                        .overrideConfiguration(o -> o.apiCallTimeout(MOST_TIME))
                        .bucket(bucket)
                        .expectedBucketOwner(account)
                        .prefix(folder(incident)))
            .contents()
            .stream()
            .collect(Collectors.toMap(S3Object::key, S3Object::lastModified));
    Map<Form, Instant> filed = new EnumMap<>(Form.class);
    for (Form form : Form.values()) {
      Instant at = stored.get(folder(incident) + form.file());
      if (at != null) {
        filed.put(form, at);
      }
    }
    return filed;
  }

  @Override
  public String placeOf(String incident) {
    return "s3://" + bucket + "/" + folder(incident) + Form.HTML.file();
  }

  /** Where the report of an incident lies in the bucket, in all its forms. */
  public static String folder(String incident) {
    return "reports/" + incident + "/";
  }
}
