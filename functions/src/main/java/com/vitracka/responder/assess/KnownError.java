package com.vitracka.responder.assess;

import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Error texts whose meaning is known (docs/reference/facts.md, "Failure texts to recognise"). */
public enum KnownError {
  START_FAILED(
      "An error occurred when starting the runtime|Runtime initialization time exceeded",
      "the runtime's code dies when it starts"),
  IMPORT_FAILED("ModuleNotFoundError|ImportError", "the code imports what is not there"),
  ENTRYPOINT_MISSING(
      "specified entrypoint could not be found", "the entry point is not in the artifact"),
  WRONG_ARCHITECTURE(
      "incompatible with Linux ARM64|Architecture incompatible",
      "the artifact was built for another processor"),
  MODEL_DOWN(
      "(ServiceUnavailableException|ModelNotReadyException|ModelTimeoutException"
          + "|ModelErrorException|InternalServerException)\\)?"
          + ".{0,80}(Converse|InvokeModel)",
      "the model behind the agent is out"),
  MODEL_THROTTLED("ThrottlingException\\)?.{0,80}(Converse|InvokeModel)", "the model is throttled"),
  MODEL_REFUSED(
      "AccessDeniedException\\)?.{0,80}(Converse|InvokeModel)", "the agent may not use its model"),
  ROLE_INVALID("Role validation failed", "the execution role is missing or not trusted"),
  TOO_MANY_SESSIONS("maxVms limit exceeded", "too many sessions are open"),
  NOT_MMDSV2("not MMDSv2-enabled", "the runtime does not require MMDSv2"),
  DELETED("No endpoint or agent found", "the agent or endpoint is not there");

  private final Pattern text;
  private final String meaning;

  KnownError(String text, String meaning) {
    this.text = Pattern.compile(text);
    this.meaning = meaning;
  }

  public String meaning() {
    return meaning;
  }

  /** Whether the text speaks of it. */
  public boolean isIn(String text) {
    return this.text.matcher(text).find();
  }

  /** The first known error that the text holds. */
  public static Optional<KnownError> in(String text) {
    for (KnownError error : values()) {
      if (error.isIn(text)) {
        return Optional.of(error);
      }
    }
    return Optional.empty();
  }

  /** All known errors that the text holds. */
  static Set<KnownError> allIn(String text) {
    Set<KnownError> found = EnumSet.noneOf(KnownError.class);
    for (KnownError error : values()) {
      if (error.isIn(text)) {
        found.add(error);
      }
    }
    return found;
  }

  /** The known errors in the lines, of each line the first. */
  public static Set<KnownError> inAll(Iterable<String> lines) {
    Set<KnownError> found = EnumSet.noneOf(KnownError.class);
    lines.forEach(line -> in(line).ifPresent(found::add));
    return found;
  }
}
