/**
 * What happened to an agent and what was done about it: the record that every phase reads and
 * extends.
 */
@NullMarked
package com.vitracka.responder.incident;

import org.jspecify.annotations.NullMarked;
