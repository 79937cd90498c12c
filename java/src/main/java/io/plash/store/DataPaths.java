package io.plash.store;

import io.plash.value.ContainerId;
import java.nio.file.Path;

/**
 * Where things lie in the data directory: paths only, no reading or writing. plash-data(5) explains
 * each. Names that end up in overlay options are short and relative to {@link #lower()}.
 */
public record DataPaths(Path root) {
  /** Name of the lower layer below all others when a container runs: empty mount points. */
  public static final String BASE = "base";

  /** One byte for every id ever handed out. */
  public Path idCounter() {
    return root.resolve("id_counter");
  }

  /** The union file system of this data directory, one line. */
  public Path unionTaste() {
    return root.resolve("config/union_taste");
  }

  /** The keys whose signatures of images are believed, in OpenPGP's binary form; may be missing. */
  public Path keyring() {
    return root.resolve("config/keyring.gpg");
  }

  /** The server of ready-made images, one line; may be missing. */
  public Path lxcUrl() {
    return root.resolve("config/lxc_url");
  }

  /** Is there where `plash test` wants programs that meet internal errors to end what called them. */
  public Path testMode() {
    return root.resolve("config/testmode");
  }

  /** Link to the node of a container. */
  public Path index(ContainerId id) {
    return root.resolve("index/" + id);
  }

  /** Link to the node a key stands for. */
  public Path map(String key) {
    return root.resolve("map").resolve(key);
  }

  /** Node of the root container, in which all others nest. */
  public Path rootNode() {
    return root.resolve("layer/0");
  }

  /** The directory from which overlays are mounted; holds one link per layer. */
  public Path lower() {
    return root.resolve("lower");
  }

  /** Link to the file system slice of a container. */
  public Path lower(ContainerId id) {
    return lower().resolve(id.toString());
  }

  /** Scratch directories. */
  public Path temp() {
    return root.resolve("tmp");
  }

  /** The file whose byte ranges are the locks of layer keys. */
  public Path layerLocks() {
    return root.resolve("lock/layers");
  }

  /** How the user {@code uid} enters namespaces. */
  public Path namespaces(long uid) {
    return root.resolve("plan/namespaces." + uid);
  }

  /** An empty file with the time at which /etc/{@code name}, as the user {@code uid} saw it, was changed last. */
  public Path rangeStamp(String name, long uid) {
    return root.resolve("plan/" + name + "." + uid);
  }

  /** Build records: a cache, always safe to delete. */
  public Path buildRecords() {
    return root.resolve("plan/build");
  }

  /** The node under construction in a scratch directory. */
  public static Path nodeIn(Path scratch) {
    return scratch.resolve("node");
  }

  /** The file system slice below a node. */
  public static Path rootOf(Path node) {
    return node.resolve("_data/root");
  }

  /** The launch plan below a node for the user {@code uid}, who may be another inside a user namespace. */
  public static Path planOf(Path node, long uid) {
    return node.resolve("_data/plan." + uid);
  }

  /** How many bytes the layer takes on disk, once somebody has asked. */
  public static Path sizeOf(Path node) {
    return node.resolve("_data/size");
  }

  /** What the image said about starting programs in it, if it came from docker. */
  public static Path imageOf(Path node) {
    return node.resolve("_data/image.json");
  }

  /** What made the layer: its piece of build script, or a line of words. */
  public static Path scriptOf(Path node) {
    return node.resolve("_data/script");
  }
}
