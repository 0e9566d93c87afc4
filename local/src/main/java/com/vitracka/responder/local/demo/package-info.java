/** {@code responder demo}: an agent breaks on this machine, and the responder recovers it. */
@NullMarked
package com.vitracka.responder.local.demo;

import org.jspecify.annotations.NullMarked;
