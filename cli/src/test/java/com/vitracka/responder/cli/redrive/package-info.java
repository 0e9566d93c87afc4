/** Tests. */
@NullMarked
package com.vitracka.responder.cli.redrive;

import org.jspecify.annotations.NullMarked;
