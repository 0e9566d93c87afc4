/** Reading and writing JSON on the cold path: maps, lists and strings through jackson-jr. */
@NullMarked
package com.vitracka.responder.json;

import org.jspecify.annotations.NullMarked;
