/** What AWS still needs for the responder to work, with the remedy for each. */
@NullMarked
package com.vitracka.responder.cli.doctor;

import org.jspecify.annotations.NullMarked;
