package io.plash.cmd;

import io.plash.value.Digest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;

/**
 * The contents and modes of files, and of directories with all that is below them, for {@code --hash-path}. A link
 * counts by its text and by the content of the file that it leads to; a link that the caller names counts as what it
 * leads to. Sockets, fifos and devices count by their kind. Every file is hashed once.
 */
public final class HashedPaths {
  private static final int TYPE = 0170000;
  private static final int DIRECTORY = 0040000;
  private static final int REGULAR = 0100000;
  private static final int LINK = 0120000;
  private static final int FIFO = 0010000;
  private static final int SOCKET = 0140000;
  private static final int CHARACTERS = 0020000;
  private static final int LINK_MODE = 0120777;
  private static final int NOWHERE = 0;
  private static final int PERMISSIONS = 07777;

  private final Path directory;
  private final String prefix;
  private final List<Entry> files = new ArrayList<>();
  private final List<String> roots = new ArrayList<>();
  private final List<String> listing = new ArrayList<>();
  private final ContentDigests digests;

  /** A directory: its name as the caller gave it, and its name in the listing, with a slash at the end. */
  private record Folder(String name, String shown) {}

  private record Entry(byte[] name, int mode, String sha1) {
    void into(MessageDigest digest) {
      digest.update(name);
      digest.update(bytes("0o" + Integer.toOctalString(mode)));
      digest.update(bytes(sha1));
    }
  }

  /**
   * Reads {@code paths} and all that is below them.
   *
   * @param directory the directory in which relative paths begin
   * @param prefix the text that precedes relative paths in the listing, see {@link #listed}
   * @param digests hashes the contents
   */
  static HashedPaths read(Path directory, String prefix, List<String> paths, ContentDigests digests)
      throws IOException {
    HashedPaths tree = new HashedPaths(directory, prefix, digests);
    for (String path : paths) {
      tree.add(path);
    }
    return tree;
  }

  private HashedPaths(Path directory, String prefix, ContentDigests digests) {
    this.directory = directory;
    this.prefix = prefix;
    this.digests = digests;
  }

  /** Returns {@code name} as the listing has it: with a slash or {@code prefix} first, so that it is no option. */
  public static String listed(String prefix, String name) {
    return name.startsWith("/") ? name : prefix + name;
  }

  /** Returns the paths that find must get to print the listing; directories have a slash at the end. */
  public List<String> roots() {
    return roots;
  }

  /**
   * Returns, in no particular order, a line {@code TYPE MODE NAME TEXT} for everything found, as {@code find -printf
   * '%y %m %p %l'} prints it, where TEXT is that of a link, and a line {@code SHA1  NAME} for every readable file.
   */
  public List<String> listing() {
    return listing;
  }

  /**
   * Returns the hash of the 2018 interface: the SHA-1 of, for each file sorted by name, its name as given, its mode
   * ({@code 0o644}) and the hexadecimal SHA-1 of its content. The mode of what is no regular file has its kind in it,
   * as in {@code 0o120777}; its content is the text of a link, or nothing.
   */
  public String hash() {
    files.sort((one, other) -> Arrays.compareUnsigned(one.name, other.name)); // a link's text stays first
    MessageDigest digest = Digest.beginSha1();
    files.forEach(file -> file.into(digest));
    return Digest.hex(digest);
  }

  private void add(String name) throws IOException {
    if (name.isEmpty()) {
      throw new NoSuchFileException("''");
    }
    int mode = mode(name, LinkOption.NOFOLLOW_LINKS);
    int target = isLink(mode) ? target(name) : mode;
    if (isDirectory(target)) {
      String root = listed(prefix, withSlash(name));
      roots.add(root);
      list(target, name, root);
      walk(new Folder(name, root));
      return;
    }
    String shown = listed(prefix, name);
    roots.add(shown);
    list(mode, name, shown);
    if (isLink(mode) && target == NOWHERE) {
      addLink(name);
    } else if (isRegular(target)) {
      addContent(name, shown, mode);
    } else if (isLink(mode)) {
      throw new FileSystemException(name, null, "not a regular file or directory"); // such as bash's <(...)
    } else {
      addKind(name, mode);
    }
  }

  // A loop, since the depth of directories is not bounded.
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
    list(mode, child, shown);
    if (isDirectory(mode)) {
      pending.push(new Folder(child, shown + "/"));
      return;
    }
    String file = folder.name + "/" + name; // as in 2018: two slashes where the directory was given with one
    if (isLink(mode)) {
      addLink(file);
    }
    if (isRegular(isLink(mode) ? target(child) : mode)) {
      addContent(file, shown, mode);
    } else if (!isLink(mode)) {
      addKind(file, mode);
    }
  }

  private void addContent(String name, String shown, int mode) throws IOException {
    String sha1 = digests.of(directory.resolve(name));
    files.add(new Entry(bytes(name), mode & PERMISSIONS, sha1));
    listing.add(sha1 + "  " + shown);
  }

  private void addLink(String name) throws IOException {
    MessageDigest sha1 = Digest.beginSha1();
    sha1.update(bytes(text(name)));
    files.add(new Entry(bytes(name), LINK_MODE, Digest.hex(sha1)));
  }

  private void addKind(String name, int mode) {
    files.add(new Entry(bytes(name), mode, Digest.hex(Digest.beginSha1())));
  }

  private void list(int mode, String name, String shown) throws IOException {
    listing.add(kind(mode) + " " + Integer.toOctalString(mode & PERMISSIONS) + " " + shown + " "
        + (isLink(mode) ? text(name) : ""));
  }

  // Returns the letter that find prints for %y.
  private static String kind(int mode) {
    return switch (mode & TYPE) {
      case DIRECTORY -> "d";
      case LINK -> "l";
      case REGULAR -> "f";
      case FIFO -> "p";
      case SOCKET -> "s";
      case CHARACTERS -> "c";
      default -> "b";
    };
  }

  private String text(String name) throws IOException {
    String text = Files.readSymbolicLink(directory.resolve(name)).toString();
    if (text.indexOf('\ufffd') >= 0) {
      throw new FileSystemException(name, null, "what it links to is not valid UTF-8");
    }
    return text;
  }

  // Returns the mode of what a link leads to.
  private int target(String name) throws IOException {
    try {
      return mode(name);
    } catch (AccessDeniedException e) {
      throw e;
    } catch (FileSystemException e) {
      return NOWHERE; // it leads nowhere, or to itself
    }
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

  private static boolean isRegular(int mode) {
    return (mode & TYPE) == REGULAR;
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
}
