package io.plash.oci;

import io.plash.failure.PlashException;
import java.io.InputStream;

/**
 * Where manifests and blobs of images lie: an image layout, or a repository of a registry. An implementation brings
 * them and says why it cannot. Whether they are what a digest and a size promise is asked by those who read them, in
 * one place for all. It is used by several threads at once.
 */
public interface Repository {
  /** Returns what messages call the place, such as {@code docker.io/library/debian}. It holds no password. */
  String shown();

  /**
   * Returns the manifest or index that {@code reference} names, as it is stored; made by {@link StoredManifest#read}.
   *
   * @param reference a tag, or a digest {@code sha256:HEX}
   * @throws PlashException also when there is none
   */
  StoredManifest manifest(String reference) throws PlashException;

  /**
   * Opens the blob that {@code blob} tells, from its first byte on; the caller closes it. Reading may fail with an
   * IOException whose cause is a PlashException. The bytes may be others than promised, and more or fewer.
   */
  InputStream blob(Descriptor blob) throws PlashException;

  /**
   * Returns {@code HOST/NAME} where anybody can ask for its blobs again, which nodes remember; empty where nobody else
   * can.
   */
  default String remembered() {
    return "";
  }
}
