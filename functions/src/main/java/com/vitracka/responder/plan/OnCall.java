package com.vitracka.responder.plan;

/** The plan's on-call rotation. */
public record OnCall(Contact primary, Contact secondary, Contact escalation) {}
