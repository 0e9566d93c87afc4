/** The watch stack, and who it pages. */
@NullMarked
package com.vitracka.responder.cli.watch;

import org.jspecify.annotations.NullMarked;
