package com.vitracka.responder.notify;

/** Where phone numbers are kept; never in the plan, never in Git. */
public interface Phones {
  /** What a parameter gave. */
  sealed interface Lookup {
    record Found(PhoneNumber number) implements Lookup {}

    /**
     * There is no usable number.
     *
     * @param reason what happened and what to do, without the number
     */
    record Missing(String reason) implements Lookup {}
  }

  Lookup find(String parameter);
}
