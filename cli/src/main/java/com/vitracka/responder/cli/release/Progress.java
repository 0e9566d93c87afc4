package com.vitracka.responder.cli.release;

import com.vitracka.responder.cli.command.Out;

/** Tells a procedure step by step, as the plan's scripts do. */
final class Progress {
  private static final String RULE = "========================================";

  private final Out out;
  private int step;

  Progress(Out out) {
    this.out = out;
  }

  void title(String title, String... facts) {
    out.progress(RULE);
    out.progress(title);
    out.progress(RULE);
    for (String fact : facts) {
      out.progress(fact);
    }
  }

  void step(String what) {
    step++;
    out.progress("");
    out.progress(step + ". " + what + "...");
  }

  void ok(String what) {
    out.progress("   [OK] " + what);
  }

  void note(String what) {
    out.progress("   " + what);
  }

  void complete(String title, String... nextSteps) {
    out.progress("");
    out.progress(RULE);
    out.progress(title);
    out.progress(RULE);
    if (nextSteps.length > 0) {
      out.progress("");
      out.progress("Next steps:");
      for (int i = 0; i < nextSteps.length; i++) {
        out.progress((i + 1) + ". " + nextSteps[i]);
      }
    }
  }
}
