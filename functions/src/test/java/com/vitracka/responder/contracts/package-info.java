/** What the adapters' contracts need to run against a local AWS, and what they report. */
@NullMarked
package com.vitracka.responder.contracts;

import org.jspecify.annotations.NullMarked;
