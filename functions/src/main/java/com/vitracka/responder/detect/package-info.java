/**
 * The plan's DETECT phase: reads what arrives, finds whom it is about, and opens exactly one
 * incident for it.
 */
@NullMarked
package com.vitracka.responder.detect;

import org.jspecify.annotations.NullMarked;
