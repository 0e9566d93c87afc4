package com.vitracka.responder.cli.release;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.vitracka.responder.cli.command.ExitCode;
import com.vitracka.responder.cli.command.Failure;
import com.vitracka.responder.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * An agent's folder as the AgentCore toolkit sees it.
 *
 * @param folder the sources
 * @param agent name in the configuration
 * @param entryPoint file within the folder
 * @param runtime AgentCore's name of it: {@code PYTHON_3_12}
 * @param instrumented whether it is started through OpenTelemetry where that is among the
 *     requirements
 */
record AgentFolder(
    Path folder, String agent, String entryPoint, String runtime, boolean instrumented) {
  static final String CONFIGURATION = ".bedrock_agentcore.yaml";

  private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());

  /**
   * Reads the toolkit's configuration.
   *
   * @param agent the plan's name of the agent, or empty for the folder's default
   */
  static AgentFolder read(Path folder, Optional<String> agent) {
    Path file = folder.resolve(CONFIGURATION);
    if (!Files.isRegularFile(file)) {
      throw invalid(
          "the folder has no " + CONFIGURATION,
          folder.toAbsolutePath().normalize(),
          "name the agent's folder, or write the file: agentcore configure --entrypoint agent.py"
              + " --requirements-file requirements.txt --name NAME"
              + " --deployment-type direct_code_deploy --non-interactive");
    }
    JsonObject document = parse(file);
    JsonObject agents = document.findObject("agents").orElse(JsonObject.EMPTY);
    String name =
        agent
            .or(() -> document.findText("default_agent"))
            .or(
                () ->
                    agents.values().size() == 1
                        ? agents.values().keySet().stream().findFirst()
                        : Optional.empty())
            .orElseThrow(
                () ->
                    invalid(
                        "it names no default_agent among " + agents.values().keySet(),
                        file,
                        "add --agent NAME"));
    JsonObject configured =
        agents
            .findObject(name)
            .orElseThrow(
                () ->
                    invalid(
                        "it configures no agent '" + name + "', only " + agents.values().keySet(),
                        file,
                        "name the folder of that agent, or another --agent"));
    String type = configured.findText("deployment_type").orElse("direct_code_deploy");
    if (!type.equals("direct_code_deploy")) {
      throw invalid(
          "the agent's deployment_type is " + type,
          file,
          "a release is a code zip: configure the agent with --deployment-type direct_code_deploy");
    }
    String runtime =
        configured
            .findText("runtime_type")
            .orElseThrow(
                () ->
                    invalid(
                        "agents." + name + ".runtime_type is missing",
                        file,
                        "write the runtime that the agent is made for, such as PYTHON_3_12"));
    if (!runtime.matches("PYTHON_3_\\d+")) {
      throw invalid(
          "agents." + name + ".runtime_type is '" + runtime + "'",
          file,
          "only Python runtimes can be built here (PYTHON_3_10 to PYTHON_3_14); build it yourself"
              + " and use --zip FILE");
    }
    boolean instrumented =
        configured
            .findObject("aws")
            .flatMap(aws -> aws.findObject("observability"))
            .map(observability -> observability.flag("enabled"))
            .orElse(false);
    return new AgentFolder(
        folder, name, entryPoint(folder, file, name, configured), runtime, instrumented);
  }

  /** Of the runtime, as pip writes it: {@code 3.12}. */
  String pythonVersion() {
    return runtime.substring("PYTHON_".length()).replace('_', '.');
  }

  Optional<Path> findRequirements() {
    return Optional.of(folder.resolve("requirements.txt")).filter(Files::isRegularFile);
  }

  // The toolkit writes an absolute path of the machine that configured the agent.
  private static String entryPoint(Path folder, Path file, String name, JsonObject configured) {
    String written =
        configured
            .findText("entrypoint")
            .orElseThrow(
                () ->
                    invalid(
                        "agents." + name + ".entrypoint is missing",
                        file,
                        "write the file that starts the agent, such as agent.py"))
            .replace('\\', '/');
    Path base = folder.toAbsolutePath().normalize();
    Path path = Path.of(written);
    String relative;
    if (path.isAbsolute() && path.normalize().startsWith(base)) {
      relative = base.relativize(path.normalize()).toString();
    } else if (path.isAbsolute() || written.matches("[A-Za-z]:/.*")) {
      relative = written.substring(written.lastIndexOf('/') + 1);
    } else {
      relative = path.normalize().toString();
    }
    if (!Files.isRegularFile(folder.resolve(relative))) {
      throw invalid(
          "the entry point '" + written + "' is not in the folder",
          file,
          "mend agents." + name + ".entrypoint (the plan's scenario 2): " + base + "/agent.py");
    }
    return relative;
  }

  private static JsonObject parse(Path file) {
    try {
      Map<?, ?> read = YAML.readValue(Files.readString(file), Map.class);
      return JsonObject.of(read);
    } catch (JsonProcessingException e) {
      throw new Failure(
          ExitCode.INVALID,
          "it is no YAML: " + e.getOriginalMessage(),
          file + ", line " + (e.getLocation() == null ? "?" : e.getLocation().getLineNr()),
          "restore it from Git: git checkout HEAD -- " + CONFIGURATION,
          e);
    } catch (IOException e) {
      throw new Failure(
          ExitCode.INVALID, "it cannot be read: " + e, file.toString(), "check its rights", e);
    }
  }

  private static Failure invalid(String what, Path where, String remedy) {
    return new Failure(ExitCode.INVALID, what, where.toString(), remedy);
  }
}
