package com.vitracka.responder.cli.release;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GitTreeTest {
  @TempDir private Path repository = Path.of("");

  @Test
  void a_folder_in_no_repository_has_no_state() {
    assertThat(new GitTree(repository).findState()).isEmpty();
  }

  @Test
  void a_commit_elsewhere_leaves_the_folders_own_commit() throws IOException {
    Path agent = agentInRepository();
    String first = git("rev-parse", "HEAD");
    Files.writeString(repository.resolve("README"), "x");
    git("add", ".");
    git("commit", "-qm", "two");

    GitTree.State state = new GitTree(agent).findState().orElseThrow();

    assertThat(state.folderCommit()).isEqualTo(first);
    assertThat(state.commit()).isNotEqualTo(first);
    assertThat(state.isDirty()).isFalse();
  }

  @Test
  void a_change_elsewhere_does_not_make_the_folder_dirty_but_a_new_file_in_it_does()
      throws IOException {
    Path agent = agentInRepository();
    Files.writeString(repository.resolve("notes"), "x");
    assertThat(new GitTree(agent).findState().orElseThrow().isDirty()).isFalse();

    Files.writeString(agent.resolve("new.py"), "x");

    assertThat(new GitTree(agent).findState().orElseThrow().changes())
        .singleElement()
        .asString()
        .contains("new.py");
  }

  @Test
  void ignored_files_are_not_released() throws IOException {
    Path agent = agentInRepository();
    Files.writeString(agent.resolve(".gitignore"), "*.log\n");
    Files.writeString(agent.resolve("a.log"), "x");

    assertThat(new GitTree(agent).listFiles())
        .containsExactly(Path.of(".gitignore"), Path.of("agent.py"));
  }

  @Test
  void without_git_caches_and_hidden_folders_stay_out() throws IOException {
    Files.createDirectories(repository.resolve("__pycache__"));
    Files.createDirectories(repository.resolve(".venv/lib"));
    Files.writeString(repository.resolve("__pycache__/a.pyc"), "x");
    Files.writeString(repository.resolve(".venv/lib/b.py"), "x");
    Files.writeString(repository.resolve("agent.py"), "x");

    assertThat(GitTree.listFilesWithoutGit(repository)).containsExactly(Path.of("agent.py"));
  }

  private Path agentInRepository() throws IOException {
    Path agent = Files.createDirectories(repository.resolve("agents/coach"));
    Files.writeString(agent.resolve("agent.py"), "x");
    git("init", "-q");
    git("config", "user.name", "Jane");
    git("config", "user.email", "jane@example.com");
    git("add", ".");
    git("commit", "-qm", "one");
    return agent;
  }

  private String git(String... arguments) {
    List<String> command = new ArrayList<>(List.of("git"));
    command.addAll(List.of(arguments));
    Programs.Result result = Programs.run(repository, Duration.ofSeconds(20), command);
    assertThat(result.succeeded()).as(result.err()).isTrue();
    return result.out().strip();
  }
}
