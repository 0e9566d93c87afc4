/** Tests. */
@NullMarked
package com.vitracka.responder.cli;

import org.jspecify.annotations.NullMarked;
