package com.vitracka.responder.plan;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.util.regex.MatchResult;

/**
 * What a right answer of an agent holds: a regular expression of RE2.
 *
 * <p>The agent's answer is written by others, so looking for it takes a time that grows with the
 * answer's length and no faster, whatever the expression: there are no look-arounds and no
 * references to groups, and a limit on its size when repetitions are written out.
 */
public final class Expectation {
  /** With an answer of 256 KiB the search takes a second or so at most. */
  private static final int MOST_INSTRUCTIONS = 500;

  /** Of the counts in braces, multiplied: what they could make of the expression. */
  private static final long MOST_REPEATED = 100_000;

  private static final java.util.regex.Pattern COUNTS =
      java.util.regex.Pattern.compile("\\{(\\d{1,4})(?:,(\\d{0,4}))?\\}");

  private final Pattern pattern;

  private Expectation(Pattern pattern) {
    this.pattern = pattern;
  }

  /**
   * Reads an expression.
   *
   * @throws PlanException whose message says what is wrong with it, to be put behind its key
   */
  public static Expectation parse(String expression) {
    if (repeated(expression) > MOST_REPEATED) {
      throw tooLarge();
    }
    try {
      Pattern pattern = Pattern.compile(expression);
      if (pattern.programSize() > MOST_INSTRUCTIONS) {
        throw tooLarge();
      }
      return new Expectation(pattern);
    } catch (PatternSyntaxException e) {
      throw new PlanException(
          "is no regular expression of RE2 (which has no look-arounds and no references to groups,"
              + " so that no answer can keep it busy): "
              + e.getDescription(),
          e);
    }
  }

  /** Whether the answer holds it. */
  public boolean isMetBy(String answer) {
    return pattern.matcher(answer).find();
  }

  private static long repeated(String expression) {
    return COUNTS
        .matcher(expression)
        .results()
        .mapToLong(Expectation::most)
        .reduce(1, (all, one) -> Math.min(all * Math.max(1, one), MOST_REPEATED + 1));
  }

  private static long most(MatchResult count) {
    String upper = count.group(2);
    return Math.max(
        Long.parseLong(count.group(1)),
        upper == null || upper.isEmpty() ? 0 : Long.parseLong(upper));
  }

  private static PlanException tooLarge() {
    return new PlanException(
        "repeats too much to be looked for quickly; use smaller counts in braces");
  }

  @Override
  public String toString() {
    return pattern.pattern();
  }
}
