@NullMarked
package com.vitracka.responder.handler;

import org.jspecify.annotations.NullMarked;
