/**
 * {@code responder kill-sweep}: the functions' processes are killed around each of their side
 * effects, and the incident must come to the same end.
 */
@NullMarked
package com.vitracka.responder.local.killsweep;

import org.jspecify.annotations.NullMarked;
