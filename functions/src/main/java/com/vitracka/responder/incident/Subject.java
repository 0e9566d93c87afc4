package com.vitracka.responder.incident;

/** What an incident is about: one agent, or all that the account runs. */
public sealed interface Subject {
  /** An agent of the plan, by its one name. */
  record OneAgent(String agent) implements Subject {
    @Override
    public String key() {
      return "agent/" + agent;
    }
  }

  /** Several agents at once, with a cause that they share. */
  record WholeAccount() implements Subject {
    @Override
    public String key() {
      return "account";
    }
  }

  /** Unique name, as stored. */
  String key();

  static Subject parse(String key) {
    return key.startsWith("agent/")
        ? new OneAgent(key.substring("agent/".length()))
        : new WholeAccount();
  }
}
