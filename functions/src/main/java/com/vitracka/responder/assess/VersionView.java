package com.vitracka.responder.assess;

import java.time.Instant;

/** A version of a runtime and when it was deployed. */
public record VersionView(String version, Instant deployedAt) {}
