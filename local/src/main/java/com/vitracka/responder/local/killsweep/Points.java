package com.vitracka.responder.local.killsweep;

import com.vitracka.responder.local.killsweep.CrashPoint.Effect;
import com.vitracka.responder.local.killsweep.CrashPoint.Side;
import com.vitracka.responder.local.killsweep.Crashes.Calls;
import com.vitracka.responder.local.killsweep.Crashes.Invocation;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.random.RandomGenerator;

/** Finds the crash points of the stories in recordings of undisturbed incidents. */
final class Points {
  /** A loop's third turn is like its second. */
  private static final int MOST_EQUAL = 2;

  private static final int MOST_BLOWS = 2;

  private Points() {}

  /** A blow and the story in which it is dealt. */
  record Planned(Story story, Blow blow) {}

  /**
   * All side effects that each recording of a story has, each with both sides. What was found in an
   * earlier story is not played again in a later one, except what the functions of the recovery do.
   */
  static List<Planned> of(Map<Story, List<Calls>> recordings) {
    Set<String> known = new HashSet<>();
    List<Planned> all = new ArrayList<>();
    recordings.forEach(
        (story, ofStory) ->
            common(ofStory)
                .forEach(
                    (effect, count) -> {
                      for (int nth = 1; nth <= Math.min(count, MOST_EQUAL); nth++) {
                        boolean isNew = known.add(effect + "#" + nth);
                        if (isNew || effect.isOfRecovery()) {
                          for (Side side : Side.values()) {
                            all.add(
                                new Planned(story, new Blow.At(new CrashPoint(effect, nth, side))));
                          }
                        }
                      }
                    }));
    return List.copyOf(all);
  }

  private static Map<Effect, Integer> common(List<Calls> recordings) {
    Map<Effect, Integer> fewest = count(recordings.getFirst());
    for (Calls other : recordings) {
      Map<Effect, Integer> counted = count(other);
      fewest.replaceAll((effect, times) -> Math.min(times, counted.getOrDefault(effect, 0)));
    }
    fewest.values().removeIf(times -> times == 0);
    return fewest;
  }

  private static Map<Effect, Integer> count(Calls calls) {
    Map<Effect, Integer> counted = new LinkedHashMap<>();
    calls.effects().forEach(effect -> counted.merge(effect, 1, Integer::sum));
    return counted;
  }

  /** So many of them: first what the recovery's functions do, then the others as they are drawn. */
  static List<Planned> choose(List<Planned> all, int most, long seed) {
    List<Planned> first = new ArrayList<>(all.stream().filter(Points::isOfRecovery).toList());
    List<Planned> others =
        new ArrayList<>(all.stream().filter(planned -> !isOfRecovery(planned)).toList());
    Collections.shuffle(first, new Random(seed));
    Collections.shuffle(others, new Random(seed));
    first.addAll(others);
    return List.copyOf(first.subList(0, Math.min(most, first.size())));
  }

  private static boolean isOfRecovery(Planned planned) {
    return planned.blow() instanceof Blow.At(CrashPoint point) && point.effect().isOfRecovery();
  }

  /** Blows at moments of the stories' work, one or two in an incident. */
  static List<Planned> draw(Map<Story, List<Calls>> recordings, int count, long seed) {
    RandomGenerator random = new Random(seed);
    List<Map.Entry<Story, List<Calls>>> stories = List.copyOf(recordings.entrySet());
    List<Planned> drawn = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      Map.Entry<Story, List<Calls>> story = stories.get(i % stories.size());
      List<Invocation> work = story.getValue().getFirst().invocations();
      List<Blow.Moment> moments = new ArrayList<>();
      int blows = 1 + random.nextInt(MOST_BLOWS);
      for (int blow = 0; blow < blows; blow++) {
        moments.add(moment(work, random));
      }
      drawn.add(new Planned(story.getKey(), new Blow.Random(List.copyOf(moments))));
    }
    return List.copyOf(drawn);
  }

  /** Each millisecond of work is as likely as any other. */
  private static Blow.Moment moment(List<Invocation> work, RandomGenerator random) {
    long left = random.nextLong(work.stream().mapToLong(Invocation::millis).sum());
    for (int i = 0; i < work.size(); i++) {
      long millis = work.get(i).millis();
      if (left < millis) {
        return new Blow.Moment(i + 1, Math.toIntExact(left));
      }
      left -= millis;
    }
    throw new IllegalStateException("no moment of " + work);
  }
}
