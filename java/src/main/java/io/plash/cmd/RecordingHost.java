package io.plash.cmd;

import io.plash.failure.IoReason;
import io.plash.failure.PlashException;
import io.plash.lang.MacroHost;
import io.plash.lang.SourceText;
import io.plash.program.CallerEnvironment;
import io.plash.record.Dependencies;
import io.plash.text.NativeText;
import io.plash.text.PythonRepr;
import io.plash.value.Digest;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Shows the host to the macros of one script, and remembers what they have seen for the build record. */
final class RecordingHost implements MacroHost {
  /** The largest script in bytes: far more than anybody writes, and an end for files such as /dev/zero. */
  private static final int MAX_TEXT = 16 << 20;

  private final Map<String, String> environment;
  private final Path directory;
  private final String prefix;
  private final Dependencies dependencies = new Dependencies();
  private InputStream stdin;

  private RecordingHost(Invocation invocation, String prefix, InputStream stdin) {
    this.environment = invocation.environment();
    this.directory = invocation.directory();
    this.prefix = prefix;
    this.stdin = stdin;
  }

  /** Returns the host for words of a command. The record names files relative to the working directory, as they do. */
  static RecordingHost ofCommand(Invocation invocation) {
    return new RecordingHost(invocation, "./", System.in);
  }

  /** Returns the host for a plashfile. The record has absolute names, since it is read from other directories, too. */
  static RecordingHost ofPlashfile(Invocation invocation) {
    String prefix = invocation.directory() + "/";
    RecordingHost host = new RecordingHost(invocation, prefix, InputStream.nullInputStream());
    if (!invocation.hasDirectoryName()) {
      host.dependencies.unknown();
    }
    return host;
  }

  /** Returns the directory in which relative names begin. */
  Path directory() {
    return directory;
  }

  /** Returns {@code name} as records have it. */
  String recorded(String name) {
    return HashedPaths.listed(prefix, name);
  }

  /** Returns what the macros have seen so far. */
  Dependencies dependencies() {
    return dependencies;
  }

  @Override
  public Optional<String> variable(String name) throws PlashException {
    Optional<String> value = Optional.ofNullable(given(name));
    if (value.isPresent() && !NativeText.isValue(value.get())) {
      throw PlashException.of("the value of " + PythonRepr.of(name) + " is not valid UTF-8");
    }
    dependencies.variable(name, value);
    return value;
  }

  // Returns the value that the caller gave, before commands of plash changed it for themselves.
  private String given(String name) {
    String value = CallerEnvironment.of(environment).get(name);
    String programs = environment.get("PLASH_LIBEXEC") + ":";
    if (name.equals("PATH") && value != null && value.startsWith(programs)) {
      return value.substring(programs.length());
    }
    return value;
  }

  @Override
  public String stdin() throws PlashException {
    dependencies.unknown();
    InputStream input = stdin;
    stdin = InputStream.nullInputStream();
    try {
      return text("stdin", read("stdin", input));
    } catch (IOException e) {
      throw PlashException.of("cannot read stdin: " + IoReason.of(e), e);
    }
  }

  @Override
  public String file(String name) throws PlashException {
    String path = expanded(name);
    byte[] content = content(name, directory.resolve(path));
    if (Files.isRegularFile(directory.resolve(path))) {
      dependencies.file(HashedPaths.listed(prefix, path), Digest.of(content));
    } else {
      dependencies.unknown();
    }
    return text(PythonRepr.of(name), content);
  }

  @Override
  public String hash(List<String> paths) throws PlashException {
    try {
      HashedPaths tree = HashedPaths.read(directory, prefix, paths, new ContentDigests(environment));
      dependencies.tree(tree.roots(), tree.listing());
      return tree.hash();
    } catch (FileSystemException e) {
      String file = e.getFile();
      String here = directory + "/";
      throw unreadable(file.startsWith(here) ? file.substring(here.length()) : file, e);
    } catch (IOException e) {
      throw unreadable(String.join(" ", paths), e);
    }
  }

  private String expanded(String name) throws PlashException {
    if (!name.equals("~") && !name.startsWith("~/")) {
      return name;
    }
    String home = variable("HOME").orElse("");
    return (home.isEmpty() ? System.getProperty("user.home") : home) + name.substring(1);
  }

  /** Fails when {@code file}, which messages call {@code name}, is something else: reading a pipe may never end. */
  static void requireFile(String name, Path file) throws PlashException {
    if (Files.exists(file) && !Files.isRegularFile(file)) {
      throw PlashException.of("cannot read " + PythonRepr.of(name) + ": it is no file");
    }
  }

  /** Returns the bytes of {@code file}, which messages call {@code name}; fails when it is too large for a script. */
  static byte[] content(String name, Path file) throws PlashException {
    if (Files.isDirectory(file)) {
      throw PlashException.of("cannot read " + PythonRepr.of(name) + ": is a directory");
    }
    try (InputStream input = Files.newInputStream(file)) {
      return read(PythonRepr.of(name), input);
    } catch (IOException e) {
      throw unreadable(name, e);
    }
  }

  private static byte[] read(String shown, InputStream input) throws IOException, PlashException {
    byte[] content = input.readNBytes(MAX_TEXT + 1);
    if (content.length > MAX_TEXT) {
      throw PlashException.of(shown + " is larger than " + (MAX_TEXT >> 20) + " MiB, too large for a script");
    }
    return content;
  }

  /** Decodes the UTF-8 of {@code content}, which messages call {@code shown}. */
  static String text(String shown, byte[] content) throws PlashException {
    try {
      return SourceText.normalized(StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(content)).toString());
    } catch (CharacterCodingException e) {
      throw PlashException.of(shown + " is not valid UTF-8", e);
    }
  }

  private static PlashException unreadable(String name, IOException e) {
    return PlashException.of("cannot read " + PythonRepr.of(name) + ": " + IoReason.alone(e), e);
  }
}
