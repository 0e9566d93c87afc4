/** Tests. */
@NullMarked
package com.vitracka.responder.cli.release;

import org.jspecify.annotations.NullMarked;
