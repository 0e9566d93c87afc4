/** The functions' adapters for AgentCore, with the real SDK, against the simulated AgentCore. */
@NullMarked
package com.vitracka.responder.local.adapters;

import org.jspecify.annotations.NullMarked;
