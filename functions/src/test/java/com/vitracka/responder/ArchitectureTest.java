package com.vitracka.responder;

import static com.tngtech.archunit.base.DescribedPredicate.alwaysTrue;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The shape that docs/architecture.md describes, one rule a line of it. */
@AnalyzeClasses(
    packages = "com.vitracka.responder",
    importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
  private static final String[] CORE = {
    "..plan..",
    "..incident..",
    "..detect..",
    "..assess..",
    "..respond..",
    "..notify..",
    "..document..",
    "..watch.."
  };

  @ArchTest
  static final ArchRule the_core_knows_nothing_of_aws =
      noClasses()
          .that()
          .resideInAnyPackage(CORE)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("software.amazon..", "com.amazonaws..");

  @ArchTest
  static final ArchRule nobody_knows_handlers =
      noClasses()
          .that()
          .resideOutsideOfPackage("..handler..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("com.vitracka.responder.handler..");

  @ArchTest
  static final ArchRule only_handlers_know_adapters =
      noClasses()
          .that()
          .resideOutsideOfPackages("..handler..", "..aws..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("com.vitracka.responder.aws..");

  @ArchTest
  static final ArchRule the_plan_stands_alone =
      noClasses()
          .that()
          .resideInAPackage("..plan..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "..incident..",
              "..detect..",
              "..assess..",
              "..respond..",
              "..notify..",
              "..document..",
              "..watch..");

  @ArchTest
  static final ArchRule an_incident_knows_only_the_plan =
      noClasses()
          .that()
          .resideInAPackage("..incident..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "..detect..", "..assess..", "..respond..", "..notify..", "..document..", "..watch..");

  @ArchTest
  static final ArchRule packages_have_no_cycles =
      slices()
          .matching("com.vitracka.responder.(*)..")
          .should()
          .beFreeOfCycles()
          // A template is part of the package whose words it prints; only the compiler puts it
          // elsewhere.
          .ignoreDependency(resideInAPackage("..templates.."), alwaysTrue());

  @ArchTest
  static final ArchRule time_comes_from_outside =
      noClasses()
          .that()
          .resideInAnyPackage(CORE)
          .should()
          .callMethod(java.time.Instant.class, "now")
          .orShould()
          .callMethod(System.class, "currentTimeMillis");

  @ArchTest
  static final ArchRule no_class_is_a_helper =
      classes()
          .should()
          .haveSimpleNameNotEndingWith("Helper")
          .andShould()
          .haveSimpleNameNotEndingWith("Util")
          .andShould()
          .haveSimpleNameNotEndingWith("Manager")
          .andShould()
          .haveSimpleNameNotEndingWith("Impl");
}
