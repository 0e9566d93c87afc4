/** What comes next, and the changes to the agent. */
@NullMarked
package com.vitracka.responder.respond;

import org.jspecify.annotations.NullMarked;
