/**
 * The responder in a hostile world: whole incidents in virtual time, judged by an oracle that knows
 * the truth (docs/reference/simulation.md).
 */
@NullMarked
package com.vitracka.responder.local.simulation;

import org.jspecify.annotations.NullMarked;
