/** What all commands share: options, session, output, exit codes, errors. */
@NullMarked
package com.vitracka.responder.cli.command;

import org.jspecify.annotations.NullMarked;
