/** Development only: the local AWS, the example agent's faults, the demo. */
@NullMarked
package com.vitracka.responder.local;

import org.jspecify.annotations.NullMarked;
