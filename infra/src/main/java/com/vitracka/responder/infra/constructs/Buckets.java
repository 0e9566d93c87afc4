package com.vitracka.responder.infra.constructs;

import com.vitracka.responder.infra.Settings;
import io.github.cdklabs.cdknag.NagPackSuppression;
import io.github.cdklabs.cdknag.NagSuppressions;
import java.util.List;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.services.kms.Key;
import software.amazon.awscdk.services.s3.BlockPublicAccess;
import software.amazon.awscdk.services.s3.Bucket;
import software.amazon.awscdk.services.s3.BucketEncryption;
import software.amazon.awscdk.services.s3.LifecycleRule;
import software.amazon.awscdk.services.s3.ObjectOwnership;
import software.constructs.Construct;

/** Records (backups and reports), releases (the agents' code), and who read them. */
public final class Buckets extends Construct {
  private final Key key;
  private final Bucket records;
  private final Bucket releases;

  public Buckets(Construct scope, String id, Settings settings) {
    super(scope, id);
    key =
        Key.Builder.create(this, "Key")
            .alias("alias/responder-buckets")
            .description("AgentCore Responder: records and releases")
            .enableKeyRotation(true)
            .removalPolicy(RemovalPolicy.RETAIN)
            .build();
    Bucket accessLogs =
        Bucket.Builder.create(this, "AccessLogs")
            .versioned(true)
            .blockPublicAccess(BlockPublicAccess.BLOCK_ALL)
            .encryption(BucketEncryption.S3_MANAGED)
            .enforceSsl(true)
            .objectOwnership(ObjectOwnership.BUCKET_OWNER_ENFORCED)
            .lifecycleRules(
                List.of(
                    LifecycleRule.builder()
                        .id("expire")
                        .expiration(Duration.days(settings.plan().retention().logs()))
                        .noncurrentVersionExpiration(Duration.days(1))
                        .build()))
            .removalPolicy(RemovalPolicy.RETAIN)
            .build();
    NagSuppressions.addResourceSuppressions(
        accessLogs,
        List.of(
            NagPackSuppression.builder()
                .id("AwsSolutions-S1")
                .reason("It holds the access logs of the others; logging itself would never end.")
                .build()));
    records =
        bucket("Records", accessLogs)
            .lifecycleRules(
                List.of(
                    LifecycleRule.builder()
                        .id("expire")
                        .expiration(Duration.days(settings.plan().retention().records()))
                        .noncurrentVersionExpiration(
                            Duration.days(settings.plan().retention().records()))
                        .abortIncompleteMultipartUploadAfter(Duration.days(1))
                        .build()))
            .build();
    releases =
        bucket("Releases", accessLogs)
            .lifecycleRules(
                List.of(
                    // A release that runs anywhere must stay, so nothing here ever expires.
                    LifecycleRule.builder()
                        .id("unfinished-uploads")
                        .abortIncompleteMultipartUploadAfter(Duration.days(1))
                        .build()))
            .build();
  }

  private Bucket.Builder bucket(String id, Bucket accessLogs) {
    return Bucket.Builder.create(this, id)
        .versioned(true)
        .blockPublicAccess(BlockPublicAccess.BLOCK_ALL)
        .encryption(BucketEncryption.KMS)
        .encryptionKey(key)
        .bucketKeyEnabled(true)
        .enforceSsl(true)
        .objectOwnership(ObjectOwnership.BUCKET_OWNER_ENFORCED)
        .serverAccessLogsBucket(accessLogs)
        .serverAccessLogsPrefix(id.toLowerCase(java.util.Locale.ROOT) + "/")
        .removalPolicy(RemovalPolicy.RETAIN);
  }

  public String recordsName() {
    return records.getBucketName();
  }

  public String releasesName() {
    return releases.getBucketName();
  }

  public List<Right> writeBackups() {
    return List.of(
        Right.to("WriteBackups", "s3:PutObject")
            .on(records.getBucketArn() + "/backups/*")
            .because("A backup's key holds the incident, which is not known before."),
        encrypt());
  }

  public List<Right> writeReports() {
    return List.of(
        Right.to("FindReports", "s3:ListBucket")
            .on(records.getBucketArn())
            .when("StringLike", "s3:prefix", "reports/*"),
        Right.to("WriteReports", "s3:PutObject")
            .on(records.getBucketArn() + "/reports/*")
            .because("A report's key holds the incident, which is not known before."),
        encrypt());
  }

  public List<Right> readReleases() {
    return List.of(
        Right.to("ReadReleases", "s3:GetObject", "s3:GetObjectVersion")
            .on(releases.getBucketArn() + "/*")
            .because("The bucket holds releases only, and a rollback may go to each of them."),
        // Without it S3 says 403 instead of 404 of a release that is not there.
        Right.to("ListReleases", "s3:ListBucket").on(releases.getBucketArn()),
        Right.to("DecryptReleases", "kms:Decrypt").on(key.getKeyArn()));
  }

  private Right encrypt() {
    return Right.to("EncryptRecords", "kms:Decrypt", "kms:GenerateDataKey").on(key.getKeyArn());
  }
}
