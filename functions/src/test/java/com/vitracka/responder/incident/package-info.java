/** Contracts of the incident's ports, and their twins in memory. */
@NullMarked
package com.vitracka.responder.incident;

import org.jspecify.annotations.NullMarked;
