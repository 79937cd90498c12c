package io.plash.oci;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * Makes the tar archive of a layer as the OCI image format has it, of the files of a layer as overlayfs has them: what
 * hides files of the layers below becomes an empty file {@code .wh.NAME}, or {@code .wh..wh..opq} in a directory that
 * hides all of the one below (image-spec, layer.md). Devices are left out, since only root's layers can have them. The
 * same files give the same bytes.
 */
public final class LayerTar {
  private static final String MARK = "user.overlay.";
  private static final String HIDES_ALL = MARK + "opaque";
  private static final String HIDES_NAME = MARK + "whiteout";
  private static final Set<String> FOREIGN = Set.of(MARK + "redirect", MARK + "metacopy");
  private static final String WHITEOUT = ".wh.";
  private static final String OPAQUE = ".wh..wh..opq";
  private static final String ROOT = "./";
  private static final int USUAL_MODE = 0755;

  private final TarReader in;
  private final OutputStream stream;
  private final TarWriter out;
  private final boolean isNamed;
  private final Set<String> whiteouts = new HashSet<>();
  private final Set<String> devices = new HashSet<>();

  private LayerTar(InputStream tar, OutputStream layer, boolean isNamed) {
    this.in = new TarReader(tar);
    this.stream = layer;
    this.out = new TarWriter(layer);
    this.isNamed = isNamed;
  }

  /**
   * Writes the archive of the layer to {@code layer}.
   *
   * @param tar what GNU tar says of the directory of the layer: {@code .}, with the attributes user.overlay.*
   * @param isNamed whether files called {@code .wh.NAME} in it hide NAME; else there must be none
   */
  public static void write(InputStream tar, OutputStream layer, boolean isNamed) throws IOException {
    LayerTar made = new LayerTar(tar, layer, isNamed);
    Optional<TarHeader> header = made.in.next();
    while (header.isPresent()) {
      made.add(header.get());
      header = made.in.next();
    }
    made.out.end();
  }

  private void add(TarHeader header) throws IOException {
    requireKnown(header);
    String name = inside(header.name());
    TarHeader member = header.named(name, header.type() == TarHeader.HARD_LINK ? inside(header.link()) : header.link());
    if (hides(member)) {
      whiteouts.add(name);
      out.write(TarHeader.empty(whiteout(name)));
    } else if (isDevice(member)) {
      devices.add(name);
    } else if (name.equals(ROOT)) {
      addRoot(member.without(MARK));
    } else {
      out.write(member.without(MARK));
      in.copyTo(stream);
      if ("y".equals(member.attributes().get(HIDES_ALL))) {
        out.write(TarHeader.empty(name + OPAQUE));
      }
    }
  }

  // The time of / is that of the last change of any kind, so it is not kept, and / is not there when it is as usual.
  private void addRoot(TarHeader root) throws IOException {
    if (root.mode() != USUAL_MODE || root.uid() != 0 || root.gid() != 0 || !root.attributes().isEmpty()) {
      out.write(root.at("0"));
    }
  }

  // A whiteout is a character device 0:0, a link to one before, or a file that is marked.
  private boolean hides(TarHeader member) {
    return switch (member.type()) {
      case TarHeader.CHARACTER_DEVICE -> member.device().equals(TarHeader.Device.NONE);
      case TarHeader.HARD_LINK -> whiteouts.contains(member.link());
      default -> member.attributes().containsKey(HIDES_NAME);
    };
  }

  private boolean isDevice(TarHeader member) {
    return member.type() == TarHeader.CHARACTER_DEVICE || member.type() == TarHeader.BLOCK_DEVICE
        || member.type() == TarHeader.HARD_LINK && devices.contains(member.link());
  }

  private void requireKnown(TarHeader header) throws IOException {
    String base = header.name().substring(header.name().lastIndexOf('/', header.name().length() - 2) + 1);
    if (base.startsWith(WHITEOUT) && !isNamed) {
      throw new IOException("a file is called " + base + ", which in an image would delete another one");
    }
    for (String attribute : FOREIGN) {
      if (header.attributes().containsKey(attribute)) {
        throw new IOException("the file " + header.name() + " has the attribute " + attribute + ", which no layer has");
      }
    }
  }

  private static String whiteout(String name) {
    int base = name.lastIndexOf('/') + 1;
    return name.substring(0, base) + WHITEOUT + name.substring(base);
  }

  // Names in images begin without ./
  private static String inside(String name) {
    return name.startsWith(ROOT) && !name.equals(ROOT) ? name.substring(ROOT.length()) : name;
  }
}
