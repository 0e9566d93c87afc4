/** Tests. */
@NullMarked
package com.vitracka.responder.cli.command;

import org.jspecify.annotations.NullMarked;
