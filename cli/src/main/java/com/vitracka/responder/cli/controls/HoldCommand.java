package com.vitracka.responder.cli.controls;

import com.vitracka.responder.cli.command.DryRunOption;
import com.vitracka.responder.cli.command.ExitCode;
import com.vitracka.responder.cli.command.Failure;
import com.vitracka.responder.cli.command.ResponderCommand;
import com.vitracka.responder.cli.command.Session;
import com.vitracka.responder.cli.controls.Regions.Said;
import com.vitracka.responder.incident.ControlDocument;
import com.vitracka.responder.incident.Setting;
import com.vitracka.responder.plan.Agent;
import com.vitracka.responder.plan.Durations;
import com.vitracka.responder.plan.PlanException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code responder hold}. */
@Command(
    name = "hold",
    description = {
      "Keeps the responder away from an agent while people work on it.",
      "Its signals are recorded, no incident is opened, nothing is changed. It ends by itself."
    })
public final class HoldCommand extends ResponderCommand {
  /** What lasts longer is no work on an agent but its end: responder retire. */
  private static final Duration LONGEST = Duration.ofDays(7);

  /** Begin or end. */
  static final class Choice {
    @ArgGroup(exclusive = false)
    private @Nullable Begin begin;

    @Option(names = "--end", required = true, description = "the responder takes over again")
    private boolean end;
  }

  /** How long, and why. */
  static final class Begin {
    @Option(
        names = "--for",
        required = true,
        paramLabel = "TIME",
        description = "such as 30m or 2h, up to 168h")
    private String time = "";

    @Option(
        names = "--reason",
        required = true,
        paramLabel = "TEXT",
        description = "for those who wonder")
    private String reason = "";
  }

  @Parameters(paramLabel = "AGENT", description = "any of its names")
  private String agent = "";

  @ArgGroup(exclusive = true, multiplicity = "1")
  private Choice choice = new Choice();

  @Mixin private DryRunOption dryRun = new DryRunOption();

  @Override
  protected ExitCode run(Session session) {
    Agent held = session.plan().getAgent(agent);
    Optional<Begin> begin = choice.end ? Optional.empty() : Optional.ofNullable(choice.begin);
    Optional<Duration> time = begin.map(one -> duration(one.time));
    return new Regions(session, dryRun)
        .inEach(
            (one, controls) -> {
              Instant now = Instant.now();
              Optional<Setting> setting =
                  time.map(
                      length ->
                          new Setting(
                              one.person(),
                              now,
                              begin.orElseThrow().reason,
                              Optional.of(now.plus(length))));
              var after = controls.change(held.name(), set -> set.withHold(setting));
              return new Said(
                  ControlsText.agent(held.name(), after, now),
                  Map.of("agents", Map.of(held.name(), ControlDocument.of(after))));
            });
  }

  private static Duration duration(String text) {
    try {
      Duration time = Durations.parse(text);
      if (time.isPositive() && time.compareTo(LONGEST) <= 0) {
        return time;
      }
    } catch (PlanException e) {
      throw wrong(text, e);
    }
    throw wrong(text, null);
  }

  private static Failure wrong(String text, @Nullable Throwable cause) {
    return new Failure(
        ExitCode.USAGE,
        "'" + text + "' is no time for a hold",
        "--for",
        "write it like 30m, 2h or 1h30m, up to 168h; for good: responder retire",
        cause);
  }
}
