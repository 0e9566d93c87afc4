/**
 * The responder watches itself (design decision 13): it tells another region that it is alive, and
 * audits what it has told and written.
 */
@NullMarked
package com.vitracka.responder.watch;

import org.jspecify.annotations.NullMarked;
