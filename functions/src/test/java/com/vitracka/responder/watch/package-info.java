/** Tests. */
@NullMarked
package com.vitracka.responder.watch;

import org.jspecify.annotations.NullMarked;
