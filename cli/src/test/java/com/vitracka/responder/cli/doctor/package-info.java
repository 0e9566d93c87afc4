/** Tests. */
@NullMarked
package com.vitracka.responder.cli.doctor;

import org.jspecify.annotations.NullMarked;
