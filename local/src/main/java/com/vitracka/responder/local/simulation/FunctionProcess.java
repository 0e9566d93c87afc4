package com.vitracka.responder.local.simulation;

import com.vitracka.responder.incident.Message;
import com.vitracka.responder.incident.StepState;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A process of a function: makes the calls of its ports to the world, each of which can fail, and
 * has a clock of its own.
 */
final class FunctionProcess implements InstantSource {
  private static final int NO_FAULT = Integer.MAX_VALUE;
  private static final long TABLE_MILLIS = 6;
  private static final long SERVICE_MILLIS = 40;

  private final World world;
  private final Part part;
  private @Nullable Invocation invocation;
  private int callsUntilFault = NO_FAULT;
  private Fault fault = Fault.THROTTLED;
  private long clockError;
  private long beganAt;

  /** How far the world is ahead of this process, whose tasks run one after the other. */
  private long ahead;

  private int faults;
  private @Nullable Died died;

  // What the oracle wants to know of an invocation.
  private Optional<Message> claimed = Optional.empty();
  private String claimedOf = "";
  private Optional<StepState.Started> started = Optional.empty();
  private boolean controlsUnreadable;
  private boolean lastAnswerRight;
  private boolean asked;

  FunctionProcess(World world, Part part) {
    this.world = world;
    this.part = part;
  }

  Part part() {
    return part;
  }

  World world() {
    return world;
  }

  @Override
  public Instant instant() {
    return Instant.ofEpochMilli(localNow() + clockError);
  }

  /** Begins an invocation, with what will go wrong in it. */
  void begin(Invocation invocation) {
    this.invocation = invocation;
    this.beganAt = world.now();
    this.claimed = Optional.empty();
    this.claimedOf = "";
    this.started = Optional.empty();
    this.controlsUnreadable = false;
    this.lastAnswerRight = false;
    this.asked = false;
    this.faults = 0;
    this.ahead = 0;
    this.died = null;
    Hostility hostility = world.hostility();
    this.clockError = hostility.clockError(world.now());
    if (hostility.strikes()) {
      this.callsUntilFault = hostility.callsUntilFault();
      this.fault = hostility.fault();
    } else {
      this.callsUntilFault = NO_FAULT;
    }
  }

  /** The incident that the invocation is about; empty text for none. */
  String incident() {
    return invocation == null ? "" : invocation.incident();
  }

  /** It waits for so long. */
  void pass(long millis) {
    long alreadyPassed = Math.min(ahead, millis);
    ahead -= alreadyPassed;
    if (millis > alreadyPassed) {
      world.pass(millis - alreadyPassed);
    }
  }

  /** Where its own task is in time, which tasks beside it may have passed already. */
  long localNow() {
    return world.now() - ahead;
  }

  /** An executor whose tasks take their time side by side, though they run one after the other. */
  ExecutorService sideBySide() {
    return new Tasks();
  }

  private final class Task<T> extends FutureTask<T> {
    private long endedAt = Long.MAX_VALUE;

    Task(Callable<T> task) {
      super(task);
    }

    @Override
    public void run() {
      super.run();
      endedAt = localNow();
    }

    /** Whoever waits for it goes on when it has ended. */
    @Override
    public T get(long timeout, TimeUnit unit)
        throws InterruptedException, ExecutionException, TimeoutException {
      ahead = Math.min(ahead, Math.max(0, world.now() - endedAt));
      return super.get(timeout, unit);
    }
  }

  private final class Tasks extends AbstractExecutorService {
    private final long start = localNow();
    private long end = start;

    @Override
    public <T> Future<T> submit(Callable<T> task) {
      ahead = world.now() - start;
      Task<T> ended = new Task<>(task);
      ended.run();
      end = Math.max(end, localNow());
      return ended;
    }

    @Override
    public void execute(Runnable command) {
      throw new UnsupportedOperationException("tasks are submitted");
    }

    /** Whoever waited for all of them goes on when the last has ended. */
    @Override
    public List<Runnable> shutdownNow() {
      ahead = world.now() - end;
      return List.of();
    }

    @Override
    public void shutdown() {
      shutdownNow();
    }

    @Override
    public boolean isShutdown() {
      return false;
    }

    @Override
    public boolean isTerminated() {
      return false;
    }

    @Override
    public boolean awaitTermination(long timeout, TimeUnit unit) {
      return true;
    }
  }

  /** When the invocation began. */
  long beganAt() {
    return beganAt;
  }

  /** How many faults have struck in this invocation. */
  int faults() {
    return faults;
  }

  /** Makes a call; throws what the service answers when it fails. */
  <T> T call(Point point, Supplier<T> effect) {
    if (died != null) {
      // Code that bears any failure runs on in vain: a dead process does nothing more.
      throw died;
    }
    world.coverage().called(point);
    pass(point.service() == Service.TABLE ? TABLE_MILLIS : SERVICE_MILLIS);
    if (--callsUntilFault <= 0) {
      callsUntilFault = NO_FAULT;
      return struck(point, fault, effect);
    }
    Optional<Fault> focused = world.hostility().findFocused(point);
    if (focused.isPresent()) {
      return struck(point, focused.get(), effect);
    }
    Optional<Fault> outage = world.hostility().findOutage(point.service(), world.now());
    return outage.isPresent() ? struck(point, outage.get(), effect) : effect.get();
  }

  void run(Point point, Runnable effect) {
    call(
        point,
        () -> {
          effect.run();
          return true;
        });
  }

  /** The same for a port at which a failure is an answer. */
  <T> T answer(Point point, Supplier<T> effect, Function<String, T> refusal) {
    try {
      return call(point, effect);
    } catch (ServiceFailure e) {
      return refusal.apply("" + e.getMessage());
    }
  }

  private <T> T struck(Point point, Fault struck, Supplier<T> effect) {
    faults++;
    world.coverage().struck(point, struck);
    world.log(() -> "  " + part + " " + incident() + ": " + struck + " at " + point);
    return switch (struck) {
      case DIES_BEFORE -> throw die(false);
      case DIES_AFTER -> {
        T unheard = effect.get();
        world.log(() -> "    done, and nobody left to hear: " + unheard);
        throw die(false);
      }
      case HANGS -> throw die(true);
      case THROTTLED ->
          throw new ServiceFailure("ThrottlingException: " + point.service() + " is throttled");
      case DONE_BUT_FAILED -> {
        T unheard = effect.get();
        world.log(() -> "    done, and not told: " + unheard);
        throw new ServiceFailure("InternalServerException: " + point.service() + " failed");
      }
      case ASKED_TWICE -> {
        T unheard = effect.get();
        world.log(() -> "    asked once more, after: " + unheard);
        yield effect.get();
      }
      case DONE_LATE -> {
        pass(world.hostility().lateness());
        yield effect.get();
      }
      case ANSWERED_LATE -> {
        T answer = effect.get();
        pass(world.hostility().lateness());
        yield answer;
      }
      case GIVEN_UP -> {
        Invocation given = invocation;
        if (given != null) {
          world.agenda().after(500, () -> given.fail("Lambda.Unknown"));
        }
        pass(world.hostility().lateness());
        yield effect.get();
      }
    };
  }

  private Died die(boolean hung) {
    Died death = new Died(hung);
    died = death;
    return death;
  }

  /** How it ended, if it has. */
  Optional<Died> findDeath() {
    return Optional.ofNullable(died);
  }

  // What the oracle wants to know.

  void claims(String incident, Message message) {
    claimed = Optional.of(message);
    claimedOf = incident;
  }

  /** The incident that it tells of. */
  String tellsOf() {
    return claimedOf.isEmpty() ? incident() : claimedOf;
  }

  Optional<Message> findClaimed() {
    return claimed;
  }

  void begins(StepState.Started step) {
    started = Optional.of(step);
  }

  /** The beginning of a step that this process has written last. */
  Optional<StepState.Started> findStarted() {
    return started;
  }

  void seesControls(boolean readable) {
    controlsUnreadable = !readable;
  }

  boolean controlsUnreadable() {
    return controlsUnreadable;
  }

  void sees(boolean right) {
    asked = true;
    lastAnswerRight = right;
  }

  /** Whether it has asked the agent, and the last answer was right. */
  boolean sawRightAnswer() {
    return asked && lastAnswerRight;
  }
}
