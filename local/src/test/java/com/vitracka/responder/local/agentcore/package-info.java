@NullMarked
package com.vitracka.responder.local.agentcore;

import org.jspecify.annotations.NullMarked;
