/** The recovery plan: what the customer wrote in {@code infra/plan.yaml}, as types. */
@NullMarked
package com.vitracka.responder.plan;

import org.jspecify.annotations.NullMarked;
