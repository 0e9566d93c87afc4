/** Tests. */
@NullMarked
package com.vitracka.responder.cli.incidents;

import org.jspecify.annotations.NullMarked;
