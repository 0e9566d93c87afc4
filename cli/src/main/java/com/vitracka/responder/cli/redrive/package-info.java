/** Delivers again what could not be delivered. */
@NullMarked
package com.vitracka.responder.cli.redrive;

import org.jspecify.annotations.NullMarked;
