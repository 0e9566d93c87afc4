/** Incidents, their reports, and test events. */
@NullMarked
package com.vitracka.responder.cli.incidents;

import org.jspecify.annotations.NullMarked;
