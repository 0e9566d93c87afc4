package com.vitracka.responder.cli.incidents;

import com.vitracka.responder.cli.command.ExitCode;
import com.vitracka.responder.cli.command.Failure;
import com.vitracka.responder.cli.command.ResponderCommand;
import com.vitracka.responder.cli.command.Session;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;

/** {@code responder report}. */
@Command(name = "report", description = "Prints an incident's report.")
public final class ReportCommand extends ResponderCommand {
  /** The forms that a report is stored in. */
  enum Format {
    MD,
    HTML,
    JSON
  }

  @Parameters(paramLabel = "ID", description = "of the incident")
  private String id = "";

  @Option(
      names = "--format",
      paramLabel = "md|html|json",
      description = "default: md, or json with --json")
  private @Nullable Format format;

  @Override
  protected ExitCode run(Session session) {
    String ending =
        Optional.ofNullable(format)
            .orElse(session.out().isJson() ? Format.JSON : Format.MD)
            .name()
            .toLowerCase(Locale.ROOT);
    String bucket = session.outputs().recordsBucket();
    String key = "reports/" + id + "/report." + ending;
    try {
      session
          .out()
          .raw(
              session
                  .aws()
                  .s3()
                  .getObjectAsBytes(
                      r -> r.bucket(bucket).key(key).expectedBucketOwner(session.account()))
                  .asUtf8String());
      return ExitCode.OK;
    } catch (NoSuchKeyException e) {
      throw new Failure(
          ExitCode.NOT_FOUND,
          "there is no report of incident '" + id + "'",
          "s3://" + bucket + "/" + key,
          "it is written when the incident ends; see responder incidents show " + id,
          e);
    }
  }
}
