package io.plash.layer;

import io.plash.failure.PlashException;
import io.plash.value.ContainerId;
import io.plash.value.Digest;
import java.util.List;

/** Layers that are shared with other machines, as a build asks for them and tells of them. */
public interface SharedLayers {
  /** Nothing is shared. */
  SharedLayers NONE = new SharedLayers() {
    @Override
    public boolean isOn() {
      return false;
    }

    @Override
    public List<Digest> keys(ContainerId base, List<String> pieces) {
      return List.of();
    }

    @Override
    public List<ContainerId> fetch(SharedWalk walk) {
      return List.of();
    }

    @Override
    public void built(SharedWalk walk) {
      return;
    }
  };

  /** Tells whether layers are built in such a way that they depend on nothing but their keys. */
  boolean isOn();

  /**
   * Returns the keys of the layers {@code pieces} upon {@code base}, up to the first one that no other machine can
   * find. There are none when this fails, which it tells the user.
   */
  List<Digest> keys(ContainerId base, List<String> pieces) throws PlashException;

  /**
   * Returns the containers of the next layers of {@code walk} that others have built, in their order; none when there
   * are none. That the others cannot be asked is told to the user and is no failure.
   */
  List<ContainerId> fetch(SharedWalk walk) throws PlashException;

  /** Is told that the layers of {@code walk} are there, which may be of use for others. */
  void built(SharedWalk walk) throws PlashException;
}
