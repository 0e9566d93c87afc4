/** Releases, deployments, rollbacks and backups, by a person's hand. */
@NullMarked
package com.vitracka.responder.cli.release;

import org.jspecify.annotations.NullMarked;
