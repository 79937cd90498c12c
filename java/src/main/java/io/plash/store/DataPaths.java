package io.plash.store;

import io.plash.value.ContainerId;
import java.nio.file.Path;

/**
 * The paths of all that lies in the data directory {@code root}; plash-data(5) explains each. Nothing is read or
 * written here. Names that end up in options of an overlay are short and relative to {@link #lower()}.
 */
public record DataPaths(Path root) {
  /** The name in {@code lower/} of the directory of empty mount points, the lowest layer of every container. */
  public static final String BASE = "base";

  /** Returns the file that has one byte for every id that was ever given. */
  public Path idCounter() {
    return root.resolve("id_counter");
  }

  /** Returns the file that names the kind of union file system in one line. */
  public Path unionTaste() {
    return root.resolve("config/union_taste");
  }

  /** Returns the file of the OpenPGP keys (binary form) whose signatures of images are trusted; it may be missing. */
  public Path keyring() {
    return root.resolve("config/keyring.gpg");
  }

  /** Returns the file with the URL of the server of ready-made images in one line; it may be missing. */
  public Path lxcUrl() {
    return root.resolve("config/lxc_url");
  }

  /** Returns the file that says how registries are asked, in lines; it may be missing. */
  public Path registries() {
    return root.resolve("config/registries");
  }

  /** Returns the file with the repositories that layers are taken from, separated by blanks; it may be missing. */
  public Path cache() {
    return root.resolve("config/cache");
  }

  /** Returns the file with the repository that layers are written to; it may be missing. */
  public Path cachePush() {
    return root.resolve("config/cache_push");
  }

  /** Returns the file with the keys (PEM) of those whose layers in a cache are believed; it may be missing. */
  public Path cacheKeys() {
    return root.resolve("config/cache_keys");
  }

  /** Returns the file that exists where {@code plash test} wants an internal error to end the calling script, too. */
  public Path testMode() {
    return root.resolve("config/testmode");
  }

  /** Returns the link to the node of container {@code id}. */
  public Path index(ContainerId id) {
    return root.resolve("index/" + id);
  }

  /** Returns the link to the node of the container that {@code key} stands for. */
  public Path map(String key) {
    return root.resolve("map").resolve(key);
  }

  /** Returns the node of the root container, which holds the nodes of all others. */
  public Path rootNode() {
    return root.resolve("layer/0");
  }

  /** Returns the working directory for mounting overlays, which has one link for each layer. */
  public Path lower() {
    return root.resolve("lower");
  }

  /** Returns the link to the files of the layer of container {@code id}. */
  public Path lower(ContainerId id) {
    return lower().resolve(id.toString());
  }

  /** Returns the directory of scratch directories. */
  public Path temp() {
    return root.resolve("tmp");
  }

  /** Returns the file whose bytes are the locks of layer keys, see {@link KeyLock}. */
  public Path layerLocks() {
    return root.resolve("lock/layers");
  }

  /** Returns the file that tells the shell how namespaces are entered in the surroundings {@code key}. */
  public Path namespaces(String key) {
    return root.resolve("plan/namespaces." + key);
  }

  /** Returns the empty file with the time of the last change of /etc/{@code name}, as it was seen there. */
  public Path rangeStamp(String name, String key) {
    return root.resolve("plan/" + name + "." + key);
  }

  /** Returns the directory of build records. It is a cache that may be deleted at any time. */
  public Path buildRecords() {
    return root.resolve("plan/build");
  }

  /** Returns the node that is being made in the scratch directory {@code scratch}. */
  public static Path nodeIn(Path scratch) {
    return scratch.resolve("node");
  }

  /** Returns the directory that holds the files of the layer of {@code node}. */
  public static Path rootOf(Path node) {
    return node.resolve("_data/root");
  }

  /** Returns the launch plan of {@code node} for the user {@code uid}, as it is in the user namespace of the caller. */
  public static Path planOf(Path node, long uid) {
    return node.resolve("_data/plan." + uid);
  }

  /** Returns the file with the number of bytes that the layer takes on disk; it is missing until somebody asks. */
  public static Path sizeOf(Path node) {
    return node.resolve("_data/size");
  }

  /** Returns the JSON file that says how the image starts programs; it is there for images of docker only. */
  public static Path imageOf(Path node) {
    return node.resolve("_data/image.json");
  }

  /**
   * Returns the file with the form in which the layer says what it deletes; it is missing where all kinds of unions
   * read that.
   */
  public static Path whiteoutsOf(Path node) {
    return node.resolve("_data/whiteouts");
  }

  /** Returns the file that tells by which digests registries and image layouts know the layer; it may be missing. */
  public static Path ociOf(Path node) {
    return node.resolve("_data/oci");
  }

  /** Returns the configuration of an OCI image as it was fetched; it is there for such images only. */
  public static Path configOf(Path node) {
    return node.resolve("_data/config.json");
  }

  /** Returns the file that tells what made the layer: its piece of the build script, or a line of words. */
  public static Path scriptOf(Path node) {
    return node.resolve("_data/script");
  }
}
