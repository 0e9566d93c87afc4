/** Adapters: the ports of the other packages, on AWS. */
@NullMarked
package com.vitracka.responder.aws;

import org.jspecify.annotations.NullMarked;
