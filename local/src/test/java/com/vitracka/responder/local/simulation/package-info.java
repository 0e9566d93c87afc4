@NullMarked
package com.vitracka.responder.local.simulation;

import org.jspecify.annotations.NullMarked;
