package com.vitracka.responder.infra;

import com.vitracka.responder.plan.MergedPlan;
import com.vitracka.responder.plan.PlanException;
import com.vitracka.responder.plan.PlanReader;
import io.github.cdklabs.cdknag.AwsSolutionsChecks;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import software.amazon.awscdk.App;
import software.amazon.awscdk.AppProps;
import software.amazon.awscdk.Aspects;
import software.amazon.awscdk.BootstraplessSynthesizer;
import software.amazon.awscdk.Environment;
import software.amazon.awscdk.StackProps;

/**
 * What {@code cdk synth} and {@code cdk deploy} run, in the folder {@code infra}.
 *
 * <p>Context: {@code account} (otherwise that of the credentials, or an example), {@code plan} (a
 * file, otherwise {@code plan.yaml}), {@code planOverlay} (files, separated by commas), {@code
 * local=true}.
 */
public final class ResponderApp {
  static final String STACK = "AgentCoreResponder";
  static final String WATCH_STACK = "AgentCoreResponderWatch";

  /** The account that AWS writes in its own examples. */
  private static final String EXAMPLE_ACCOUNT = "111122223333";

  private static final Map<String, Object> FLAGS =
      Map.of("@aws-cdk/aws-s3:serverAccessLogsUseBucketPolicy", true);

  private ResponderApp() {}

  public static void main(String[] arguments) {
    App app = newApp(Map.of());
    try {
      Settings settings = settings(app);
      // After the responder: its alarms wait for the heartbeats from the first minute on.
      addWatchStack(app, settings).addStackDependency(addStack(app, settings));
      TemplateLimit.check(app.synth(), TemplateLimit.BYTES);
    } catch (PlanException | IllegalStateException e) {
      System.err.println("error: " + e.getMessage());
      System.exit(2);
    }
  }

  static App newApp(Map<String, Object> context) {
    Map<String, Object> all = new LinkedHashMap<>(FLAGS);
    all.putAll(context);
    return new App(AppProps.builder().context(all).build());
  }

  static ResponderStack addStack(App app, Settings settings) {
    ResponderStack stack =
        new ResponderStack(
            app,
            STACK,
            StackProps.builder()
                .description("AgentCore Responder: recovers agents by " + settings.plan().name())
                // CloudFormation counts white space too, which is a fifth of the template.
                .suppressTemplateIndentation(true)
                .env(
                    Environment.builder()
                        .account(settings.account())
                        .region(settings.region())
                        .build())
                .build(),
            settings);
    Aspects.of(app).add(new AwsSolutionsChecks());
    return stack;
  }

  /** Without assets it needs no bootstrap of the standby region. */
  static WatchStack addWatchStack(App app, Settings settings) {
    return new WatchStack(
        app,
        WATCH_STACK,
        StackProps.builder()
            .description("AgentCore Responder: pages when the responder's heartbeats stop")
            .synthesizer(new BootstraplessSynthesizer())
            .env(
                Environment.builder()
                    .account(settings.account())
                    .region(settings.plan().standbyRegion())
                    .build())
            .build(),
        settings);
  }

  private static Settings settings(App app) {
    Path infra = Path.of("").toAbsolutePath();
    List<Path> overlays =
        context(app, "planOverlay").stream()
            .flatMap(files -> Stream.of(files.split(",", -1)))
            .map(Path::of)
            .toList();
    MergedPlan plan = PlanReader.read(Path.of(context(app, "plan").orElse("plan.yaml")), overlays);
    return new Settings(
        account(app),
        plan,
        functionsJar(infra.resolveSibling("functions").resolve("target")),
        infra.resolve("target").resolve("assets"),
        new LocalDifferences(context(app, "local").filter("true"::equals).isPresent()));
  }

  private static String account(App app) {
    Optional<String> account =
        context(app, "account").or(() -> Optional.ofNullable(System.getenv("CDK_DEFAULT_ACCOUNT")));
    if (account.isEmpty()) {
      System.err.println(
          "note: no AWS account is known, so this is made for the example account "
              + EXAMPLE_ACCOUNT
              + " and can be looked at, not deployed: give valid credentials, or -c account=…");
      return EXAMPLE_ACCOUNT;
    }
    return account
        .filter(digits -> digits.matches("[0-9]{12}"))
        .orElseThrow(
            () ->
                new IllegalStateException(
                    "'"
                        + account.get()
                        + "' is no AWS account: give its twelve digits,"
                        + " -c account=123456789012"));
  }

  private static Optional<String> context(App app, String key) {
    return Optional.ofNullable(app.getNode().tryGetContext(key)).map(String::valueOf);
  }

  private static Path functionsJar(Path target) {
    if (Files.isDirectory(target)) {
      try (Stream<Path> files = Files.list(target)) {
        Optional<Path> jar =
            files.filter(file -> file.toString().endsWith("-lambda.jar")).findFirst();
        if (jar.isPresent()) {
          return jar.get();
        }
      } catch (IOException e) {
        throw new UncheckedIOException(target + " cannot be listed", e);
      }
    }
    throw new IllegalStateException(
        target
            + " holds no *-lambda.jar: the functions are not built; run ./responder, which does");
  }
}
