/** The adapters' contracts on a local AWS. */
@NullMarked
package com.vitracka.responder.aws;

import org.jspecify.annotations.NullMarked;
