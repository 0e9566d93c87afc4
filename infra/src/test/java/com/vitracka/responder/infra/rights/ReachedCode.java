package com.vitracka.responder.infra.rights;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.tngtech.archunit.core.domain.AccessTarget.CodeUnitAccessTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaConstructor;
import com.tngtech.archunit.core.domain.JavaFieldAccess;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.vitracka.responder.aws.Aws;
import java.lang.reflect.Method;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The code that a handler can come to, from its constructor for Lambda on, and the calls out of it
 * to code that is not ours.
 *
 * <p>A call of a port goes to those implementations only that this handler's code makes. Where the
 * bytecode leaves a choice, all that is possible is taken: rather a call too many than one too few.
 */
final class ReachedCode {
  private static final JavaClasses OURS = importFunctions();

  private final Set<JavaCodeUnit> reached = new HashSet<>();
  private final Deque<JavaCodeUnit> open = new ArrayDeque<>();
  private final Set<JavaClass> made = new LinkedHashSet<>();
  private final Set<JavaClass> initialised = new HashSet<>();
  private final Set<Signature> dispatched = new LinkedHashSet<>();
  private final Set<Use> uses = new TreeSet<>();
  private final Map<JavaClass, Set<String>> callbacks = new HashMap<>();

  /**
   * A method of somebody else's that is called.
   *
   * @param owner class that the call names
   * @param inClass simple name of our class that calls, the outermost
   * @param at file and line
   */
  record Use(String owner, String method, String inClass, String at) implements Comparable<Use> {
    @Override
    public int compareTo(Use other) {
      return toString().compareTo(other.toString());
    }
  }

  private record Signature(JavaClass owner, String name, int parameters) {}

  private ReachedCode() {}

  /**
   * @param handler name of a class with a constructor without arguments
   * @throws IllegalArgumentException when the functions have no such class
   */
  static ReachedCode from(String handler) {
    if (!OURS.contain(handler)) {
      throw new IllegalArgumentException(
          "the template names the handler "
              + handler
              + ", which is no class of the module functions; what else runs cannot be judged here");
    }
    ReachedCode code = new ReachedCode();
    JavaClass start = OURS.get(handler);
    code.make(start);
    code.enter(
        start
            .tryGetConstructor()
            .orElseThrow(
                () -> new IllegalArgumentException(handler + " has no constructor for Lambda")));
    code.followAll();
    return code;
  }

  /** Names of all handlers of the module. */
  static List<String> handlers() {
    return OURS.stream()
        .filter(type -> type.isAssignableTo(RequestStreamHandler.class))
        .filter(type -> !type.getModifiers().contains(JavaModifier.ABSTRACT))
        .map(JavaClass::getName)
        .toList();
  }

  /** All code of the module, whoever may come to it. */
  static ReachedCode all() {
    ReachedCode code = new ReachedCode();
    OURS.stream().flatMap(type -> type.getCodeUnits().stream()).forEach(code::enter);
    code.followAll();
    return code;
  }

  private void followAll() {
    while (!open.isEmpty()) {
      follow(open.remove());
    }
  }

  Set<Use> uses() {
    return uses;
  }

  /** Where the code makes an object of this class, or calls it. */
  boolean reaches(Class<?> type) {
    return reached.stream().anyMatch(unit -> unit.getOwner().isEquivalentTo(type));
  }

  private void follow(JavaCodeUnit unit) {
    initialise(unit.getOwner());
    for (JavaFieldAccess access : unit.getFieldAccesses()) {
      initialise(access.getTargetOwner());
    }
    Stream.of(
            unit.getCallsFromSelf(),
            unit.getMethodReferencesFromSelf(),
            unit.getConstructorReferencesFromSelf())
        .flatMap(Set::stream)
        .forEach(access -> follow(unit, access));
  }

  private void follow(JavaCodeUnit from, JavaAccess<? extends CodeUnitAccessTarget> access) {
    JavaClass owner = access.getTargetOwner();
    String name = access.getTarget().getName();
    if (!OURS.contain(owner.getName())) {
      JavaClass outermost = from.getOwner();
      while (outermost.getEnclosingClass().isPresent()) {
        outermost = outermost.getEnclosingClass().get();
      }
      uses.add(
          new Use(
              owner.getName(),
              name,
              outermost.getSimpleName(),
              access.getSourceCodeLocation().toString().replaceAll("[()]", "")));
      return;
    }
    JavaClass target = OURS.get(owner.getName());
    int parameters = access.getTarget().getRawParameterTypes().size();
    initialise(target);
    if (name.equals(JavaConstructor.CONSTRUCTOR_NAME)) {
      make(target);
      target.getConstructors().stream()
          .filter(constructor -> constructor.getRawParameterTypes().size() == parameters)
          .forEach(this::enter);
    } else {
      dispatch(new Signature(target, name, parameters));
    }
  }

  /** An object of the class exists from here on: whoever calls a port may come to it. */
  private void make(JavaClass type) {
    if (!made.add(type)) {
      return;
    }
    initialise(type);
    dispatched.stream()
        .filter(call -> type.isAssignableTo(call.owner().getName()))
        .forEach(call -> enterOverride(type, call));
    ourTypes(type)
        .flatMap(ancestor -> ancestor.getMethods().stream())
        .filter(method -> callbacks(type).contains(method.getName()))
        .forEach(this::enter);
  }

  private void dispatch(Signature call) {
    if (!dispatched.add(call)) {
      return;
    }
    ourTypes(call.owner()).forEach(type -> enterDeclared(type, call));
    made.stream()
        .filter(type -> type.isAssignableTo(call.owner().getName()))
        .forEach(type -> enterOverride(type, call));
  }

  private void enterOverride(JavaClass type, Signature call) {
    ourTypes(type).forEach(declaring -> enterDeclared(declaring, call));
  }

  private void enterDeclared(JavaClass type, Signature call) {
    type.getMethods().stream()
        .filter(method -> method.getName().equals(call.name()))
        .filter(method -> method.getRawParameterTypes().size() == call.parameters())
        .forEach(this::enter);
  }

  private void enter(JavaCodeUnit unit) {
    if (!unit.getModifiers().contains(JavaModifier.ABSTRACT) && reached.add(unit)) {
      open.add(unit);
    }
  }

  private void initialise(JavaClass type) {
    if (OURS.contain(type.getName()) && initialised.add(type)) {
      ourTypes(type)
          .flatMap(ancestor -> ancestor.getStaticInitializer().stream())
          .forEach(this::enter);
    }
  }

  /** The class and what it extends and implements, as far as it is ours. */
  private static Stream<JavaClass> ourTypes(JavaClass type) {
    return Stream.of(
            List.of(type), type.getAllRawSuperclasses(), List.copyOf(type.getAllRawInterfaces()))
        .flatMap(List::stream)
        .filter(ancestor -> OURS.contain(ancestor.getName()));
  }

  /** Names of the methods that a library may call on an object of the class. */
  private Set<String> callbacks(JavaClass type) {
    return callbacks.computeIfAbsent(
        type,
        ours ->
            supertypes(load(ours.getName()))
                .filter(ancestor -> !OURS.contain(ancestor.getName()))
                .flatMap(ancestor -> Stream.of(ancestor.getDeclaredMethods()))
                .map(Method::getName)
                .collect(Collectors.toSet()));
  }

  private static Stream<Class<?>> supertypes(Class<?> type) {
    Stream<Class<?>> above =
        type.getSuperclass() == null ? Stream.empty() : supertypes(type.getSuperclass());
    return Stream.concat(
        Stream.of(type),
        Stream.concat(above, Stream.of(type.getInterfaces()).flatMap(ReachedCode::supertypes)));
  }

  static Class<?> load(String name) {
    try {
      return Class.forName(name, false, ReachedCode.class.getClassLoader());
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException("a class that the functions use cannot be loaded", e);
    }
  }

  private static JavaClasses importFunctions() {
    return new ClassFileImporter()
        .importUrl(Aws.class.getProtectionDomain().getCodeSource().getLocation());
  }
}
