/** The stack's parts, one for each concern. */
@NullMarked
package com.vitracka.responder.infra.constructs;

import org.jspecify.annotations.NullMarked;
