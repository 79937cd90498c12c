package io.plash.macro;

import io.plash.failure.PlashException;
import io.plash.lang.Arity;
import io.plash.lang.Evaluator;
import io.plash.lang.Hint;
import io.plash.lang.Macro;
import io.plash.lang.MacroContext;
import io.plash.lang.MacroException;
import io.plash.lang.MacroTable;
import io.plash.lang.Signature;
import io.plash.text.Characters;
import io.plash.text.PythonRepr;
import io.plash.value.ContainerId;
import java.util.List;
import java.util.Optional;

/**
 * The macros that choose the image to build upon. A macro for images of one more place is a line in {@link
 * #register}.
 */
final class FromMacros {
  private static final String MODULE = "plash.macros.froms";
  private static final String NAMED_IMAGES = "from-lxc";
  private static final String ARCHIVES = "from-tar";

  private FromMacros() {}

  static void register(MacroTable table) {
    table.register(new From(signature("from", 1, "use the image of this container id, name or @key")));
    table.register(new FromId(signature("from-id", 1, "use the image with this container id")));
    table.register(new FromMap(signature("from-map", 1, "use the image that this map key points to")));
    table.register(
        new FromSource(signature("from-busybox", 0, "use this machine's static busybox"), "busybox"));
    table.register(
        new FromSource(signature("from-docker", 1, "use this image of docker, podman or a registry"), "docker"));
    table.register(
        new FromSource(signature("from-lxc", 1, "use the linuxcontainers image of this name"), "lxc"));
    table.register(new FromSource(signature("from-oci", 1, "use this image of the OCI format"), "oci"));
    table.register(new FromSource(signature("from-tar", 1, "use the root file system in this tar archive"), "tar"));
    table.register(new FromUrl(signature("from-url", 1, "use the root file system in the archive at this URL")));
    table.register(new FromSource(
        new Signature(MODULE, "from-github", new Arity(1, 2), "use what a plashfile at GitHub describes"),
        "github"));
    table.register(new FromSource(
        new Signature(MODULE, "from-bootstrap", new Arity(1, 2), "use a Debian or Ubuntu suite, from its mirrors"),
        "bootstrap"));
    table.register(new Refresh(signature(Evaluator.REFRESH, 0, "fetch the images of this script again")));
  }

  private static Signature signature(String name, int arguments, String description) {
    return new Signature(MODULE, name, Arity.of(arguments), description);
  }

  private static Optional<String> image(String id) throws MacroException {
    return Optional.of(Hint.of(Hint.IMAGE, id).line());
  }

  private static Optional<String> mapped(MacroContext context, String key) throws MacroException {
    Optional<ContainerId> id = context.mapped(key);
    if (id.isEmpty()) {
      throw MacroException.of("map " + PythonRepr.of(key) + " not found");
    }
    return image(id.get());
  }

  private static Optional<String> image(ContainerId id) throws MacroException {
    return image(id.toString());
  }

  private record From(Signature signature) implements Macro {
    @Override
    public Optional<String> expand(MacroContext context, List<String> arguments)
        throws MacroException, PlashException {
      String image = arguments.get(0);
      if (Characters.areDigits(image)) {
        return image(image);
      }
      if (image.startsWith("@")) {
        return mapped(context, image.substring(1));
      }
      return context.expand(isPath(image) ? ARCHIVES : NAMED_IMAGES, arguments);
    }
  }

  private static boolean isPath(String image) {
    return image.startsWith("/") || image.startsWith("./") || image.startsWith("../");
  }

  // Checks only that the argument is one line; the build finds out whether there is such a container.
  private record FromId(Signature signature) implements Macro {
    @Override
    public Optional<String> expand(MacroContext context, List<String> arguments) throws MacroException {
      return image(arguments.get(0));
    }
  }

  private record FromMap(Signature signature) implements Macro {
    @Override
    public Optional<String> expand(MacroContext context, List<String> arguments) throws MacroException {
      return mapped(context, arguments.get(0));
    }
  }

  // The arguments, joined by colons, are the name of the image.
  private record FromSource(Signature signature, String origin) implements Macro {
    @Override
    public Optional<String> expand(MacroContext context, List<String> arguments) throws MacroException {
      String name = String.join(":", arguments);
      unrepeatableWithUser(context, name);
      return image(context.image(origin, name));
    }
  }

  // A build record holds the words of the build, so there is none when a URL in them names a user and password.
  private static void unrepeatableWithUser(MacroContext context, String text) {
    int scheme = text.indexOf("//");
    int path = scheme < 0 ? -1 : text.indexOf('/', scheme + 2);
    int at = scheme < 0 ? -1 : text.indexOf('@', scheme);
    if (at >= 0 && (path < 0 || at < path)) {
      context.unrepeatable();
    }
  }

  // The name of the image is a URL.
  private record FromUrl(Signature signature) implements Macro {
    @Override
    public Optional<String> expand(MacroContext context, List<String> arguments) throws MacroException {
      String url = arguments.get(0);
      unrepeatableWithUser(context, url.contains("//") ? url : "//" + url); // one without a scheme, too
      return image(context.image("url", url));
    }
  }

  // MacroContext looks for this macro and has the images fetched again.
  private record Refresh(Signature signature) implements Macro {
    @Override
    public Optional<String> expand(MacroContext context, List<String> arguments) {
      context.unrepeatable();
      return Optional.empty();
    }
  }
}
