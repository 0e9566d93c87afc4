package com.vitracka.responder.notify;

/**
 * A mail to one person.
 *
 * @param to the address
 * @param text the same content as {@code html}, for readers without HTML
 */
public record Mail(String to, String subject, String text, String html) {}
