package com.vitracka.responder.cli.command;

import java.util.concurrent.Callable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** A command below the root. */
public abstract class ResponderCommand implements Callable<Integer> {
  @Spec
  @SuppressWarnings("NullAway.Init") // picocli sets it
  private CommandSpec spec;

  /** Does the work; what it throws becomes a text that {@link Failures} makes. */
  protected abstract ExitCode run(Session session);

  @Override
  public final Integer call() {
    if (!(spec.root().userObject() instanceof SessionSource source)) {
      throw new IllegalStateException("the root command is no SessionSource");
    }
    return run(source.session(spec)).code();
  }
}
