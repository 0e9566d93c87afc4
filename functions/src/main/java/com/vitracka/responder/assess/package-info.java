/**
 * What is wrong: evidence from probes, and the table that turns it into severity, scenario and
 * remedy.
 */
@NullMarked
package com.vitracka.responder.assess;

import org.jspecify.annotations.NullMarked;
