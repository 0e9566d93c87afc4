package com.vitracka.responder.respond;

import com.vitracka.responder.incident.Incident;
import com.vitracka.responder.incident.Move;

/** The incident as it is now, and what comes next. */
public record Turn(Incident incident, Move move) {}
