package com.vitracka.responder.plan;

/** Days that things are kept: log groups (the plan: 90), records and reports. */
public record Retention(int logs, int records) {}
