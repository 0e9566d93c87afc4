/**
 * Holds what the roles of the stack may do against what the code really calls
 * (docs/adr/0019-rights-are-held-to-the-calls.md).
 */
@NullMarked
package com.vitracka.responder.infra.rights;

import org.jspecify.annotations.NullMarked;
