/** How people limit the responder at run time, and answer what it asks. */
@NullMarked
package com.vitracka.responder.cli.controls;

import org.jspecify.annotations.NullMarked;
