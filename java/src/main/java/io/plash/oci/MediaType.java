package io.plash.oci;

import java.util.Set;

/** The media types of the parts of images, in the words of the OCI image format and of docker before it. */
public final class MediaType {
  /** A manifest. */
  public static final String MANIFEST = "application/vnd.oci.image.manifest.v1+json";
  /** An index, which names manifests for several platforms. */
  public static final String INDEX = "application/vnd.oci.image.index.v1+json";
  /** A manifest of docker. */
  public static final String DOCKER_MANIFEST = "application/vnd.docker.distribution.manifest.v2+json";
  /** An index of docker. */
  public static final String DOCKER_INDEX = "application/vnd.docker.distribution.manifest.list.v2+json";
  /** A configuration. */
  public static final String CONFIG = "application/vnd.oci.image.config.v1+json";
  /** A layer that zstd has compressed. */
  public static final String LAYER_ZSTD = "application/vnd.oci.image.layer.v1.tar+zstd";
  /** A layer that gzip has compressed. */
  public static final String LAYER_GZIP = "application/vnd.oci.image.layer.v1.tar+gzip";

  private static final String LAYER = "application/vnd.oci.image.layer.v1.tar";
  private static final String DOCKER_LAYER = "application/vnd.docker.image.rootfs.diff.tar";
  private static final String OLD_MANIFEST = "application/vnd.docker.distribution.manifest.v1+";
  private static final Set<String> CONFIGS = Set.of(CONFIG, "application/vnd.docker.container.image.v1+json");
  private static final Set<String> LAYERS = Set.of(
      LAYER, LAYER_GZIP, LAYER_ZSTD, DOCKER_LAYER, DOCKER_LAYER + ".gzip", DOCKER_LAYER + ".zstd");

  private MediaType() {}

  static boolean isManifest(String type) {
    return type.equals(MANIFEST) || type.equals(DOCKER_MANIFEST);
  }

  static boolean isIndex(String type) {
    return type.equals(INDEX) || type.equals(DOCKER_INDEX);
  }

  /** Tells whether it is the manifest of images before 2016, which names its layers in another way. */
  static boolean isOldManifest(String type) {
    return type.startsWith(OLD_MANIFEST);
  }

  static boolean isConfig(String type) {
    return CONFIGS.contains(type);
  }

  static boolean isLayer(String type) {
    return LAYERS.contains(type);
  }

  /** Tells whether it is a layer that is not to be had where the image is, but from its maker. */
  static boolean isForeignLayer(String type) {
    return type.contains(".foreign.") || type.contains(".nondistributable.");
  }

  static boolean isEncryptedLayer(String type) {
    return type.endsWith("+encrypted");
  }
}
