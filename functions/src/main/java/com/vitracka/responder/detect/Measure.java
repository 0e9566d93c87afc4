package com.vitracka.responder.detect;

import java.util.Map;

/** A metric that an alarm watches, or computes with. */
public record Measure(String namespace, String name, Map<String, String> dimensions) {}
