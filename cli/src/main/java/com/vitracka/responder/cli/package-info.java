/** The operator's command line: {@code responder}. */
@NullMarked
package com.vitracka.responder.cli;

import org.jspecify.annotations.NullMarked;
