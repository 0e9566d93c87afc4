package com.vitracka.responder.cli.controls;

import com.vitracka.responder.cli.command.DryRunOption;
import com.vitracka.responder.cli.command.ExitCode;
import com.vitracka.responder.cli.command.ResponderCommand;
import com.vitracka.responder.cli.command.Session;
import com.vitracka.responder.cli.controls.Regions.Said;
import com.vitracka.responder.incident.ControlDocument;
import com.vitracka.responder.incident.Setting;
import com.vitracka.responder.plan.Agent;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code responder retire}. */
@Command(
    name = "retire",
    description = {
      "Takes an agent out of service, on purpose, before it is deleted.",
      "The responder records its signals and does nothing more, until it is taken back."
    })
public final class RetireCommand extends ResponderCommand {
  /** Begin or end. */
  static final class Choice {
    @Option(
        names = "--reason",
        required = true,
        paramLabel = "TEXT",
        description = "for those who wonder")
    private @Nullable String reason;

    @Option(names = "--end", required = true, description = "it is in service again")
    private boolean end;
  }

  @Parameters(paramLabel = "AGENT", description = "any of its names")
  private String agent = "";

  @ArgGroup(exclusive = true, multiplicity = "1")
  private Choice choice = new Choice();

  @Mixin private DryRunOption dryRun = new DryRunOption();

  @Override
  protected ExitCode run(Session session) {
    Agent retired = session.plan().getAgent(agent);
    Optional<String> reason = choice.end ? Optional.empty() : Optional.ofNullable(choice.reason);
    return new Regions(session, dryRun)
        .inEach(
            (one, controls) -> {
              Instant now = Instant.now();
              Optional<Setting> setting =
                  reason.map(why -> new Setting(one.person(), now, why, Optional.empty()));
              var after = controls.change(retired.name(), set -> set.withRetired(setting));
              return new Said(
                  ControlsText.agent(retired.name(), after, now),
                  Map.of("agents", Map.of(retired.name(), ControlDocument.of(after))));
            });
  }
}
