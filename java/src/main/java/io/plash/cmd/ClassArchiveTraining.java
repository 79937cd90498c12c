package io.plash.cmd;

import io.plash.failure.IoReason;
import io.plash.failure.PlashException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/**
 * Worker with the arguments TARFILE [KEYS CERTIFICATE]: does once what workers do, in a data directory that is thrown
 * away, so that the class archive which this JVM writes at its end has their classes. A step that the machine cannot
 * do is left out. KEYS is a PKCS #12 file with the password {@code training} for an https server on 127.0.0.1, and
 * CERTIFICATE is its certificate as PEM.
 */
final class ClassArchiveTraining implements Worker {
  @Override
  public void run(Invocation invocation) throws PlashException, IOException {
    String id = attempt(invocation, new ImportCommand("tar"), List.of(invocation.argument(0)));
    attempt(invocation, new EvalCommand(), List.of("--from-id", id, "--apt", "a b", "-lx", "touch /a"));
    attempt(invocation, new EvalCommand(), List.of("--hash-path", invocation.argument(0), "--import-env HOME"));
    String child =
        attempt(invocation, new BuildCommand(),
            List.of("--key", "key", "--from-id", id, "--layer", "--run", "touch /a", "touch /b"));
    attempt(invocation, new MapCommand(), List.of("name", child));
    attempt(invocation, new CreateCommand(), List.of(child, "true"));
    attempt(invocation, new BuildCommand(), List.of("--key", "", "--from-id", "999999"));
    attempt(invocation, new RunoptsCommand(), List.of("plashtmp_0_0_0_0_0-0", "-c", child, "-m", "/tmp", "true"));
    attempt(invocation, new RmCommand(), List.of(child));
    attempt(invocation, new LsCommand(), List.of("table", "80"));
    attempt(invocation, new LsCommand(), List.of("json", "80"));
    attempt(invocation, new CleanCommand(), List.of());
    attempt(invocation.with("DOCKER_HOST", "unix:///nowhere"), new ImportCommand("docker"), List.of("a"));
    leaveAndReturn(invocation, id);
    fetch(invocation);
  }

  // Without the container its layer has to be unpacked.
  private static void leaveAndReturn(Invocation invocation, String id) throws PlashException, IOException {
    Path layout = invocation.path(invocation.argument(0)).resolveSibling("layout");
    String image = "oci:" + layout;
    String exported = attempt(invocation, new ExportOciCommand(), List.of(id, image));
    attempt(invocation, new RmCommand(), List.of(id));
    attempt(invocation, new ImportCommand("oci"), List.of(image));
    try (TrainingServer server = TrainingServer.ofLayout(layout)) {
      String digest = exported.substring(exported.indexOf('@') + 1);
      attempt(invocation, new ImportCommand("oci"), List.of(server.address() + "/image@" + digest));
    }
  }

  private static void fetch(Invocation invocation) throws PlashException, IOException {
    Path file = invocation.path(invocation.argument(0));
    try (TrainingServer server = TrainingServer.plain(file)) {
      attempt(invocation, new ImportCommand("url"), List.of(server.url()));
    }
    if (invocation.arguments().size() > 1) {
      String certificate = invocation.argument(2);
      try (TrainingServer server = TrainingServer.secure(file, invocation.path(invocation.argument(1)), "training")) {
        attempt(invocation.with("SSL_CERT_FILE", certificate), new ImportCommand("url"), List.of(server.url()));
        attempt(invocation.with("SSL_CERT_FILE", ""), new ImportCommand("url"), List.of(server.url()));
      }
    }
  }

  // Returns what the worker printed, without the newline at the end.
  private static String attempt(Invocation invocation, Worker worker, List<String> arguments) {
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    PrintStream results = new PrintStream(printed, true, StandardCharsets.UTF_8);
    PrintStream messages = new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8);
    try {
      worker.run(new Invocation(arguments, invocation.environment(), results, messages));
    } catch (PlashException e) {
      tellLeftOut(invocation, worker, e.getMessage());
    } catch (IOException e) {
      tellLeftOut(invocation, worker, IoReason.of(e));
    }
    return printed.toString(StandardCharsets.UTF_8).strip();
  }

  private static void tellLeftOut(Invocation invocation, Worker worker, String reason) {
    invocation.messages().println("plash: training for the class archive: " + worker.getClass().getSimpleName()
        + " left out: " + reason);
  }
}
