package io.plash.cmd;

import io.plash.failure.IoReason;
import io.plash.failure.PlashException;
import io.plash.host.NamespaceProbe;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;

/**
 * Worker with the arguments TARFILE [KEYS CERTIFICATE]: does once what workers do, in a data directory that is thrown
 * away, so that the class archive has the classes that this JVM loads. A step that the machine cannot do is left out.
 * KEYS is a PKCS #12 file with the password {@code training} for an https server on 127.0.0.1, and CERTIFICATE is its
 * certificate as PEM.
 */
final class ClassArchiveTraining implements Worker {
  private static final String CLASS = ".class";
  private static final long USER = 1000; // who is not root finds the way into the namespaces otherwise

  @Override
  public void run(Invocation invocation) throws PlashException, IOException {
    loadAll();
    String id = attempt(invocation, new ImportCommand("tar"), List.of(invocation.argument(0)));
    evaluate(invocation, id);
    String child =
        attempt(invocation, new BuildCommand(),
            List.of("--key", "key", "--from-id", id, "--layer", "--run", "touch /a", "touch /b"));
    attempt(invocation, new MapCommand(), List.of("name", child));
    attempt(invocation, new CreateCommand(), List.of(child, "true"));
    attempt(invocation, new BuildCommand(), List.of("--key", "", "--from-id", "999999"));
    attempt(invocation, new LaunchPlanCommand(), List.of(child));
    attempt(invocation, new NamespacesCommand(), List.of());
    attempt(invocation, words -> new NamespaceProbe(words.environment()).find(USER), List.of());
    attempt(invocation, new RunoptsCommand(), List.of("plashtmp_0_0_0_0_0-0", "-c", child, "-m", "/tmp", "true"));
    attempt(invocation, new RmCommand(), List.of(child));
    attempt(invocation, new LsCommand(), List.of("table", "80"));
    attempt(invocation, new LsCommand(), List.of("tree", "80"));
    attempt(invocation, new LsCommand(), List.of("json", "80"));
    attempt(invocation, new CleanCommand(), List.of("no"));
    attempt(invocation, new DoctorCommand(), List.of());
    attempt(invocation.with("DOCKER_HOST", "unix:///nowhere"), new ImportCommand("docker"), List.of("a"));
    attempt(invocation.with("DOCKER_HOST", "unix:///nowhere"), new ExportDockerCommand(), List.of(id, "a"));
    leaveAndReturn(invocation, id);
    fetch(invocation);
    visit(invocation);
    attempt(invocation, new ShrinkCommand(), List.of("no", "80", "--yes"));
    attempt(invocation, new PurgeCommand(), List.of("no", "--yes"));
  }

  // A class of ours that no step comes to is in the archive nevertheless.
  private static void loadAll() throws IOException {
    Class<?> self = ClassArchiveTraining.class;
    String place = self.getProtectionDomain().getCodeSource().getLocation().toString(); // with a blank as %20
    try (JarFile jar = new JarFile(Path.of(URI.create(place)).toFile())) {
      for (JarEntry entry : Collections.list(jar.entries())) {
        String name = entry.getName();
        if (name.endsWith(CLASS)) {
          String binary = name.substring(0, name.length() - CLASS.length()).replace('/', '.');
          Class.forName(binary, false, self.getClassLoader());
        }
      }
    } catch (ClassNotFoundException e) {
      throw new IOException(e);
    }
  }

  private static void evaluate(Invocation invocation, String id) throws PlashException {
    attempt(invocation, new EvalCommand(), List.of("--from-id", id, "--apt", "a b", "-lx", "touch /a"));
    attempt(invocation, new EvalCommand(), List.of("--hash-path", invocation.argument(0), "--import-env HOME"));
    attempt(invocation, new EvalCommand(), List.of("--import", "json"));
    attempt(invocation, new ListMacrosCommand(), List.of());
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

  // A site of images and build files, and a build file that is in the working directory.
  private static void visit(Invocation invocation) throws PlashException, IOException {
    Path archive = invocation.path(invocation.argument(0));
    Path site = archive.resolveSibling("site");
    String script = "--from-lxc " + TrainingSite.IMAGE + "\n--run\n  touch /c\n--entrypoint\n  /bin/sh\n";
    TrainingSite.make(site, archive, script, invocation.environment());
    try (TrainingServer server = TrainingServer.ofFolder(site)) {
      String address = "http://" + server.address();
      Invocation here = invocation.with("PLASH_LXC_URL", address).with("PLASH_GITHUB_URL", address)
          .with("PWD", site.resolve(TrainingSite.REPOSITORY).resolve("HEAD").toString());
      attempt(here, new BuildCommand(), List.of("--key", "", "--from-github", TrainingSite.REPOSITORY));
      attempt(here, new LockCommand(), List.of("plashfile", "plashfile"));
      attempt(here, new PlashfileCommand(), List.of("", "", "plashfile"));
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
