@NullMarked
package com.vitracka.responder.local.killsweep;

import org.jspecify.annotations.NullMarked;
