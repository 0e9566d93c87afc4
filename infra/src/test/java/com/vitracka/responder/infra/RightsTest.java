package com.vitracka.responder.infra;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.vitracka.responder.infra.rights.Judgement;
import com.vitracka.responder.infra.rights.Judgement.Finding;
import com.vitracka.responder.infra.rights.StackRoles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/** docs/adr/0019-rights-are-held-to-the-calls.md: the roles of the stack against the code. */
class RightsTest {
  private static final Path PAGE = Path.of("../docs/reference/rights.md");
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Judgement CLOUD = judge(Synthesised.CLOUD.template().toJSON(), role -> true);

  @Test
  void each_role_may_do_all_that_is_called_and_nothing_else() {
    assertThat(CLOUD.problems()).isEmpty();
    assertThat(CLOUD.findings())
        .as("a role that was not judged would pass")
        .hasSameSizeAs(Synthesised.CLOUD.properties("AWS::IAM::Role").keySet())
        .allSatisfy(role -> assertThat(role.refused()).isGreaterThan(1000));
  }

  @Test
  void the_watch_stack_has_no_role_that_could_do_anything() {
    assertThat(Synthesised.CLOUD.watchTemplate().findResources("AWS::IAM::Role"))
        .as("a role there must be judged here too")
        .isEmpty();
  }

  @Test
  void the_page_of_rights_is_the_templates_and_the_codes() throws IOException {
    Map<String, Map<String, Set<String>>> causes = new TreeMap<>();
    CLOUD.findings().forEach(finding -> causes.put(finding.role().role(), finding.causes()));
    String page =
        new RightsTable(Synthesised.CLOUD.resources())
            .markdown(Synthesised.ACCOUNT, summary(CLOUD.findings()), causes);
    if (Boolean.getBoolean("responder.update")) {
      Files.writeString(PAGE, page);
    }

    assertThat(PAGE).as("regenerate it as the page itself says").exists().hasContent(page);
  }

  @Test
  void a_right_without_a_call_is_found() {
    Judgement judgement =
        judgeChanged(
            "responder-act",
            "ReadAndWriteIncidents",
            right -> right.withArray("Action").add("dynamodb:DeleteItem"));

    assertThat(judgement.problems())
        .anySatisfy(
            problem ->
                assertThat(problem)
                    .startsWith("responder-act has a right that no call needs: dynamodb:DeleteItem")
                    .contains("in the statement ReadAndWriteIncidents"))
        .anySatisfy(
            problem ->
                assertThat(problem)
                    .startsWith("responder-act may dynamodb:DeleteItem on arn:aws:dynamodb"));
    assertThat(judgement.findings().getFirst().unused()).isEqualTo(1);
  }

  @Test
  void a_right_that_is_too_wide_is_found() {
    Judgement judgement =
        judgeChanged("responder-backup", "WriteBackups", right -> right.put("Resource", "*"));

    assertThat(judgement.problems())
        .anySatisfy(problem -> assertThat(problem).contains("s3:PutObject", "/other/object"))
        .anySatisfy(problem -> assertThat(problem).contains("s3:PutObject", ":::foreign/foreign"));
  }

  @Test
  void a_condition_that_is_taken_away_is_found() {
    Judgement judgement =
        judgeChanged("responder-act", "KeepAgentsRoles", right -> right.remove("Condition"));

    assertThat(judgement.problems())
        .containsExactly(
            "responder-act may iam:PassRole on"
                + " arn:aws:iam::111122223333:role/AmazonBedrockAgentCoreSDKRuntime-eu-west-1-cadf435b15"
                + " whatever the condition, {iam:PassedToService=foreign}, which no call needs:"
                + " narrow the right in the stack");
  }

  @Test
  void a_call_without_its_right_is_found() {
    Judgement judgement =
        judgeChanged("responder-tell", "ReadPhoneNumbers", right -> right.put("Effect", "Deny"));

    assertThat(judgement.problems())
        .filteredOn(problem -> problem.startsWith("responder-tell is refused ssm:GetParameter"))
        .hasSize(3)
        .allSatisfy(
            problem ->
                assertThat(problem)
                    .contains("/responder/phones/", "called in SsmPhones.java:", "give it"));
  }

  @Test
  void the_controls_are_refused_to_a_role_that_may_write_all_else_of_the_table() {
    Judgement judgement =
        judgeChanged(
            "responder-act",
            "ReadAndWriteIncidents",
            right ->
                right
                    .withArray("Action")
                    .add("dynamodb:BatchWriteItem")
                    .add("dynamodb:DeleteItem")
                    .add("dynamodb:UpdateItem"));

    assertThat(judgement.problems())
        .anySatisfy(problem -> assertThat(problem).contains("may dynamodb:UpdateItem on"))
        .noneSatisfy(problem -> assertThat(problem).contains("#controls"))
        .noneSatisfy(problem -> assertThat(problem).contains("on its own items"));
  }

  @Test
  void controls_that_a_function_may_write_are_found() {
    Judgement judgement =
        judgeChanged(
            "responder-act",
            "LeaveControlsToPeople",
            right ->
                right
                    .withObject("Condition")
                    .set(
                        "ForAllValues:StringLike",
                        right.withObject("Condition").remove("ForAnyValue:StringLike")));

    assertThat(judgement.problems())
        .as("one item among others slips through ForAllValues")
        .anySatisfy(
            problem ->
                assertThat(problem)
                    .contains("may dynamodb:PutItem", "eu-west-1#incident#1 eu-west-1#controls"));
  }

  private static String summary(List<Finding> findings) {
    StringBuilder summary = new StringBuilder();
    summary.append(
        """

        Each role is allowed all calls that its code makes. It is refused each other action of the services that it
        touches which would change something: on our resources, on the same ones elsewhere and at others', and on
        ones that nobody knows, though their owners had invited everybody. Without any one of its rights a call would
        be refused.

        | Role | Calls allowed | Changes refused | Rights without a call |
        |---|--:|--:|--:|
        """);
    findings.stream()
        .sorted(
            Comparator.comparing((Finding finding) -> !finding.role().isFunction())
                .thenComparing(finding -> finding.role().name()))
        .forEach(
            finding ->
                summary.append(
                    "| %s | %,d | %,d | %d |\n"
                        .formatted(
                            finding.role().name(),
                            finding.role().needs().size(),
                            finding.refused(),
                            finding.unused())));
    return summary.toString();
  }

  private static Judgement judge(Map<String, Object> template, Predicate<String> only) {
    Settings settings = Synthesised.CLOUD.settings();
    return Judgement.of(
        StackRoles.of(template, settings.plan(), settings.account(), settings.region()), only);
  }

  /** Judges one function after a change to one of its rights, in a copy of the template. */
  private static Judgement judgeChanged(
      String function, String purpose, Consumer<ObjectNode> change) {
    ObjectNode template = JSON.valueToTree(Synthesised.CLOUD.template().toJSON());
    change.accept(right(template, function.substring("responder-".length()), purpose));
    return judge(JSON.convertValue(template, new TypeReference<>() {}), function::equals);
  }

  private static ObjectNode right(JsonNode template, String part, String purpose) {
    return template.path("Resources").properties().stream()
        .filter(resource -> resource.getKey().toLowerCase(Locale.ROOT).startsWith(part + "rights"))
        .map(resource -> resource.getValue().path("Properties").path("PolicyDocument"))
        .flatMap(document -> document.path("Statement").valueStream())
        .filter(statement -> statement.path("Sid").asText().equals(purpose))
        .map(ObjectNode.class::cast)
        .findFirst()
        .orElseThrow();
  }
}
