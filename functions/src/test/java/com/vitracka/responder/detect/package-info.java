@NullMarked
package com.vitracka.responder.detect;

import org.jspecify.annotations.NullMarked;
