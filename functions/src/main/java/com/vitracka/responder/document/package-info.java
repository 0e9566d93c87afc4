/** The incident report: what happened, when, why, and what is to be done about it (DOCUMENT). */
@NullMarked
package com.vitracka.responder.document;

import org.jspecify.annotations.NullMarked;
