package com.vitracka.responder.contracts;

import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;

/** Contracts that run against a local AWS, and the services that they need of it. */
@Tag("endpoint")
@ExtendWith(NeedsCondition.class)
@Inherited
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD})
public @interface Needs {
  /** Services by their names in {@code contracts/KIND-lacks.properties}. */
  String[] value();
}
