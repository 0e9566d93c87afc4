/** {@code responder watch-test}: breaks the responder itself, and sees that a person is told. */
@NullMarked
package com.vitracka.responder.local.watched;

import org.jspecify.annotations.NullMarked;
