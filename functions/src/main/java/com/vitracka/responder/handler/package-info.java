/** The Lambda functions: each decodes its event, calls a phase, and encodes the answer. */
@NullMarked
package com.vitracka.responder.handler;

import org.jspecify.annotations.NullMarked;
