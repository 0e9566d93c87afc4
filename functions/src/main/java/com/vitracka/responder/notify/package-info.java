/** Telling people: what is due, to whom, by which channel, and in which words. */
@NullMarked
package com.vitracka.responder.notify;

import org.jspecify.annotations.NullMarked;
