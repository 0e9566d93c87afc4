/**
 * An alarm storm through the deployed stack: are the incidents right, who is told, what does an
 * alarm cost, and when is the last agent looked at.
 */
@NullMarked
package com.vitracka.responder.local.storm;

import org.jspecify.annotations.NullMarked;
