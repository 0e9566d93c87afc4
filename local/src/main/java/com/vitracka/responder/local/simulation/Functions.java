package com.vitracka.responder.local.simulation;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.vitracka.responder.json.Json;
import com.vitracka.responder.json.JsonObject;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/**
 * Lambda: calls the real handlers, in processes that are used again, can die, and are several when
 * a function is called while it runs.
 */
final class Functions {
  private static final Context NO_CONTEXT =
      (Context)
          Proxy.newProxyInstance(
              Functions.class.getClassLoader(),
              new Class<?>[] {Context.class},
              (proxy, method, arguments) -> {
                throw new UnsupportedOperationException(method.getName());
              });

  /** An event that nobody waits for is tried again after this many seconds. */
  private static final long[] RETRIES_SECONDS = {60, 120};

  private record Instance(FunctionProcess process, RequestStreamHandler handler) {}

  private final World world;
  private final Wiring wiring;
  private final Map<Part, Deque<Instance>> idle = new EnumMap<>(Part.class);
  private Optional<FunctionProcess> acting = Optional.empty();

  Functions(World world, Wiring wiring) {
    this.world = world;
    this.wiring = wiring;
    for (Part part : Part.values()) {
      idle.put(part, new ArrayDeque<>());
    }
  }

  /** The process whose code runs at this moment; empty when it is the world's own turn. */
  Optional<FunctionProcess> acting() {
    return acting;
  }

  /** The process whose code runs waits, and it is the world's turn. */
  Optional<FunctionProcess> yields() {
    Optional<FunctionProcess> before = acting;
    acting = Optional.empty();
    return before;
  }

  void resumes(Optional<FunctionProcess> process) {
    acting = process;
  }

  /** An event: nobody waits for the answer, and Lambda calls again when the call fails. */
  void deliver(Part part, String payload) {
    deliver(part, payload, 0);
  }

  private void deliver(Part part, String payload, int attempt) {
    call(
        new Invocation(
            part,
            payload,
            "",
            new Invocation.Caller() {
              @Override
              public void answered(JsonObject answer) {}

              @Override
              public void failed(String error) {
                if (attempt < RETRIES_SECONDS.length) {
                  world
                      .agenda()
                      .after(
                          RETRIES_SECONDS[attempt] * 1000,
                          () -> deliver(part, payload, attempt + 1));
                } else {
                  world.coverage().deadLetter();
                }
              }
            }));
  }

  /** Calls the function; the answer comes before this returns, or later. */
  void call(Invocation invocation) {
    Deque<Instance> free = free(invocation.part());
    Instance instance = free.pollLast();
    if (instance == null || world.startsCold()) {
      FunctionProcess process = new FunctionProcess(world, invocation.part());
      instance = new Instance(process, wiring.handler(process));
    }
    Optional<FunctionProcess> before = acting;
    acting = Optional.of(instance.process());
    instance.process().begin(invocation);
    world.coverage().invoked(invocation.part());
    Optional<JsonObject> answer = Optional.empty();
    Optional<RuntimeException> thrown = Optional.empty();
    try {
      answer = Optional.of(run(instance.handler(), invocation.payload()));
    } catch (Died e) {
      // Told below; code that bears every failure may have hidden it.
    } catch (RuntimeException e) {
      thrown = Optional.of(e);
    }
    acting = before;
    Optional<Died> death = instance.process().findDeath();
    if (death.isPresent()) {
      died(invocation, death.get());
      return;
    }
    free.addLast(instance);
    if (thrown.isPresent()) {
      failed(invocation, thrown.get());
    } else {
      JsonObject given = answer.orElseThrow();
      world.log(() -> invocation.part() + " " + invocation.payload() + " -> " + given);
      world.oracle().answered(invocation);
      invocation.answer(given);
    }
  }

  private void died(Invocation invocation, Died death) {
    world.log(() -> invocation.part() + " " + invocation.payload() + " -> its process died");
    if (death.hung()) {
      world
          .agenda()
          .after(
              invocation.part().timeoutSeconds() * 1000L,
              () -> invocation.fail("Sandbox.Timedout"));
    } else {
      invocation.fail("Runtime.ExitError");
    }
  }

  private void failed(Invocation invocation, RuntimeException thrown) {
    world.log(() -> invocation.part() + " " + invocation.payload() + " -> " + thrown);
    world.surprised(invocation, thrown);
    invocation.fail(thrown.getClass().getSimpleName() + ": " + thrown.getMessage());
  }

  private Deque<Instance> free(Part part) {
    return java.util.Objects.requireNonNull(idle.get(part));
  }

  private static JsonObject run(RequestStreamHandler handler, String payload) {
    ByteArrayOutputStream answer = new ByteArrayOutputStream(256);
    try {
      handler.handleRequest(
          new ByteArrayInputStream(payload.getBytes(StandardCharsets.UTF_8)), answer, NO_CONTEXT);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return Json.object(answer.toByteArray());
  }
}
