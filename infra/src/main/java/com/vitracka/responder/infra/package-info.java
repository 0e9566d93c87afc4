/** The CDK app: everything that the responder is in AWS, as one stack. */
@NullMarked
package com.vitracka.responder.infra;

import org.jspecify.annotations.NullMarked;
