package com.vitracka.responder.cli.doctor;

import com.vitracka.responder.cli.command.ExitCode;
import com.vitracka.responder.cli.command.ResponderCommand;
import com.vitracka.responder.cli.command.Session;
import com.vitracka.responder.cli.doctor.Finding.Status;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;

/** {@code responder doctor}. */
@Command(
    name = "doctor",
    description = {
      "Says what AWS still needs for the responder to work, with the remedy for each.",
      "Run it before the first deployment and after each."
    })
public final class DoctorCommand extends ResponderCommand {
  @Override
  protected ExitCode run(Session session) {
    List<Finding> findings = new Examination(session).run();
    long missing = count(findings, Status.MISSING);
    long unknown = count(findings, Status.UNKNOWN);
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("ready", missing == 0);
    document.put("missing", missing);
    document.put("unknown", unknown);
    document.put("findings", findings.stream().map(Finding::toDocument).toList());
    StringBuilder text = new StringBuilder();
    findings.forEach(finding -> text.append(finding.toText()));
    text.append(
        "%n%d OK, %d missing, %d unknown%n"
            .formatted(count(findings, Status.OK), missing, unknown));
    session.out().answer(document, text.toString());
    return missing == 0 ? ExitCode.OK : ExitCode.NOT_READY;
  }

  private static long count(List<Finding> findings, Status status) {
    return findings.stream().filter(finding -> finding.status() == status).count();
  }
}
