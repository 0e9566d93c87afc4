package com.vitracka.responder.plan;

import java.util.Optional;

/**
 * A person who is told.
 *
 * @param id the key in the plan
 * @param name the role, as written in messages
 * @param email where mails go
 * @param phoneParameter name of the SSM SecureString parameter that holds the E.164 number, empty
 *     for somebody without a phone; the number itself is never in the plan
 */
public record Contact(String id, String name, String email, Optional<String> phoneParameter) {}
