package io.plash.build;

import io.plash.image.BusyboxSource;
import io.plash.image.ImageSource;
import io.plash.value.ContainerId;
import io.plash.value.PlashException;

/** The places that images come from, by the name that macros call them. */
final class Origins {
  private final Workshop workshop;

  Origins(Workshop workshop) {
    this.workshop = workshop;
  }

  /** The image {@code name} of {@code source}; a line here for each source. */
  Origin of(String source, String name) throws PlashException {
    return switch (source) {
      case "busybox" -> busybox();
      default -> throw PlashException.of("no source of images is called " + source);
    };
  }

  // Kept by its content: an upgrade of the host's busybox is another image.
  private Origin busybox() throws PlashException {
    BusyboxSource busybox = BusyboxSource.find(workshop.tool());
    return new Unpacked("busybox:" + busybox.digest().hex(), busybox);
  }

  /** An image that is a root file system to unpack. */
  private final class Unpacked implements Origin {
    private final String key;
    private final ImageSource source;

    Unpacked(String key, ImageSource source) {
      this.key = key;
      this.source = source;
    }

    @Override
    public String key() {
      return key;
    }

    @Override
    public ContainerId fetch() throws PlashException {
      return new ImageImport(workshop).from(source);
    }
  }
}
