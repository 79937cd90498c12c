package io.plash.os;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HexFormat;
import java.util.List;

/**
 * Files, and directories with all below them, by content and mode. Links to files count as files,
 * links to directories are not followed, except those that were named. Reads every file once.
 */
public final class FileTree {
  private static final int TYPE = 0170000;
  private static final int DIRECTORY = 0040000;
  private static final int REGULAR = 0100000;
  private static final int LINK = 0120000;
  private static final int PERMISSIONS = 07777;
  private static final int BUFFER = 1 << 16;

  private final Path directory;
  private final String prefix;
  private final List<Entry> files = new ArrayList<>();
  private final List<String> roots = new ArrayList<>();
  private final List<String> listing = new ArrayList<>();
  private final byte[] buffer = new byte[BUFFER];

  /** A directory as it was given, and as the listing has it, with a slash at the end. */
  private record Folder(String name, String shown) {}

  private record Entry(byte[] name, int mode, String sha1) {}

  /**
   * Reads the paths.
   *
   * @param directory what relative ones are relative to
   * @param prefix what stands before relative ones in the listing, see {@link #listed}
   */
  public static FileTree read(Path directory, String prefix, List<String> paths) throws IOException {
    FileTree tree = new FileTree(directory, prefix);
    for (String path : paths) {
      tree.add(path);
    }
    return tree;
  }

  private FileTree(Path directory, String prefix) {
    this.directory = directory;
    this.prefix = prefix;
  }

  /** {@code name} as a listing has it: no program takes one that begins like a path for an option. */
  public static String listed(String prefix, String name) {
    return name.startsWith("/") ? name : prefix + name;
  }

  /** What find must be given to write the listing: the paths, directories with a slash at their end. */
  public List<String> roots() {
    return roots;
  }

  /**
   * A line {@code TYPE MODE NAME} for everything found, as {@code find -printf '%y %m %p'} writes it,
   * and a line {@code SHA256  NAME} for all that can be read as files. In no order.
   */
  public List<String> listing() {
    return listing;
  }

  /**
   * The hash of 2018: SHA-1 over each file's name as given, mode ({@code 0o644}) and the hexadecimal
   * SHA-1 of its content, the files sorted by name.
   */
  public String hash() {
    files.sort((one, other) -> Arrays.compareUnsigned(one.name, other.name));
    MessageDigest digest = digest("SHA-1");
    for (Entry file : files) {
      digest.update(file.name);
      digest.update(bytes("0o" + Integer.toOctalString(file.mode)));
      digest.update(bytes(file.sha1));
    }
    return hex(digest);
  }

  private void add(String name) throws IOException {
    if (name.isEmpty()) {
      throw new NoSuchFileException("''");
    }
    int mode = mode(name, LinkOption.NOFOLLOW_LINKS);
    int target = isLink(mode) ? mode(name) : mode;
    if (isDirectory(target)) {
      String root = listed(prefix, withSlash(name));
      roots.add(root);
      list(target, root);
      walk(new Folder(name, root));
    } else {
      roots.add(listed(prefix, name));
      addFile(name, listed(prefix, name), mode, target);
    }
  }

  // A loop, not a recursion: how deep directories are is not ours to say.
  private void walk(Folder top) throws IOException {
    Deque<Folder> pending = new ArrayDeque<>(List.of(top));
    while (!pending.isEmpty()) {
      Folder folder = pending.pop();
      try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory.resolve(folder.name))) {
        for (Path entry : entries) {
          String name = entry.getFileName().toString();
          if (name.indexOf('\ufffd') >= 0) {
            throw new FileSystemException(folder.name, null, "the name of a file in it is not valid UTF-8");
          }
          addEntry(pending, folder, name);
        }
      } catch (DirectoryIteratorException e) {
        throw e.getCause();
      }
    }
  }

  private void addEntry(Deque<Folder> pending, Folder folder, String name) throws IOException {
    String child = folder.name.endsWith("/") ? folder.name + name : folder.name + "/" + name;
    String shown = folder.shown + name;
    int mode = mode(child, LinkOption.NOFOLLOW_LINKS);
    int target = isLink(mode) ? mode(child) : mode;
    if (!isDirectory(target)) {
      // With two slashes where the directory was given with one at its end, as 2018 had it.
      addFile(folder.name + "/" + name, shown, mode, target);
      return;
    }
    list(mode, shown);
    if (isDirectory(mode)) {
      pending.push(new Folder(child, shown + "/"));
    }
  }

  /** Takes in a file; {@code target} is the mode of what it links to when {@code mode} is that of a link. */
  private void addFile(String name, String shown, int mode, int target) throws IOException {
    if ((target & TYPE) != REGULAR) {
      throw new FileSystemException(name, null, "not a regular file or directory");
    }
    MessageDigest sha1 = digest("SHA-1");
    MessageDigest sha256 = digest("SHA-256");
    try (InputStream input = Files.newInputStream(directory.resolve(name))) {
      for (int count = input.read(buffer); count >= 0; count = input.read(buffer)) {
        sha1.update(buffer, 0, count);
        sha256.update(buffer, 0, count);
      }
    }
    files.add(new Entry(bytes(name), mode & PERMISSIONS, hex(sha1)));
    listing.add(hex(sha256) + "  " + shown);
    list(mode, shown);
  }

  private void list(int mode, String shown) {
    String type = isDirectory(mode) ? "d" : isLink(mode) ? "l" : "f";
    listing.add(type + " " + Integer.toOctalString(mode & PERMISSIONS) + " " + shown);
  }

  private static String withSlash(String name) {
    int end = name.length();
    while (end > 0 && name.charAt(end - 1) == '/') {
      end--;
    }
    return name.substring(0, end) + "/";
  }

  private static boolean isDirectory(int mode) {
    return (mode & TYPE) == DIRECTORY;
  }

  private static boolean isLink(int mode) {
    return (mode & TYPE) == LINK;
  }

  private int mode(String name, LinkOption... options) throws IOException {
    return (Integer) Files.getAttribute(directory.resolve(name), "unix:mode", options);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static String hex(MessageDigest digest) {
    return HexFormat.of().formatHex(digest.digest());
  }

  private static MessageDigest digest(String algorithm) {
    try {
      return MessageDigest.getInstance(algorithm);
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java platform has " + algorithm, e);
    }
  }
}
