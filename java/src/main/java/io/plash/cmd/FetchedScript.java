package io.plash.cmd;

import io.plash.failure.PlashException;
import io.plash.lang.Arity;
import io.plash.lang.Images;
import io.plash.lang.Macro;
import io.plash.lang.MacroContext;
import io.plash.lang.MacroHost;
import io.plash.lang.MacroTable;
import io.plash.lang.Signature;
import io.plash.macro.PredefinedMacros;
import io.plash.text.PythonRepr;
import io.plash.value.ContainerId;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The limits of a build file that came over the network: it may use the predefined macros and images, but nothing that
 * reads this machine or runs one of its programs. The variable PLASH_TRUST_FETCHED of the user lifts them.
 *
 * @param name what messages call the build file
 */
record FetchedScript(String name) {
  private static final String SWITCH = "PLASH_TRUST_FETCHED";

  /** Tells whether {@code environment}, which is the user's, lets fetched build files do what local ones may do. */
  static boolean isTrusted(Map<String, String> environment) {
    return !environment.getOrDefault(SWITCH, "").isEmpty();
  }

  /** Returns the predefined macros, without programs of PLASH_MACRO_PATH and python3 modules. */
  MacroTable macros() {
    MacroTable table = PredefinedMacros.table();
    table.register(new RefusedImport(new Signature("plash.eval", "import", Arity.ANY, "")));
    return table;
  }

  /** Returns a machine of which macros can see nothing. */
  MacroHost host() {
    return new UnseenMachine();
  }

  /** Returns the images of {@code all}, without those that are made of files of this machine. */
  Images images(Images all) {
    return new PublicImages(all);
  }

  private PlashException refusal(String what) {
    return PlashException.of(what + " is not for a build file that was fetched, " + name)
        .withHint("read it; if you trust it, set " + SWITCH + "=1");
  }

  private final class RefusedImport implements Macro {
    private final Signature signature;

    RefusedImport(Signature signature) {
      this.signature = signature;
    }

    @Override
    public Signature signature() {
      return signature;
    }

    @Override
    public Optional<String> expand(MacroContext context, List<String> arguments) throws PlashException {
      throw refusal("a python3 module of this machine");
    }
  }

  private final class UnseenMachine implements MacroHost {
    @Override
    public Optional<String> variable(String variable) throws PlashException {
      throw refusal("the variable " + PythonRepr.of(variable) + " of this machine");
    }

    @Override
    public String stdin() throws PlashException {
      throw refusal("standard input");
    }

    @Override
    public String file(String file) throws PlashException {
      throw refusal("the file " + PythonRepr.of(file) + " of this machine");
    }

    @Override
    public String hash(List<String> paths) throws PlashException {
      throw refusal("the content of " + PythonRepr.of(String.join(" ", paths)) + " of this machine");
    }
  }

  private final class PublicImages implements Images {
    private final Images all;

    PublicImages(Images all) {
      this.all = all;
    }

    @Override
    public Optional<ContainerId> mapped(String key) throws PlashException {
      return all.mapped(key);
    }

    @Override
    public ContainerId image(String origin, String image) throws PlashException {
      // The mirror after the name of a suite is a URL, too. The scheme ends before the first ://.
      int schemeEnd = image.indexOf("://");
      String scheme = image.substring(0, Math.max(schemeEnd, 0)).toLowerCase(Locale.ROOT);
      boolean web = scheme.endsWith("http") || scheme.endsWith("https");
      boolean plain = schemeEnd < 0 && !origin.equals("url") && !origin.equals("tar");
      if (!plain && !web) {
        throw refusal("an image at " + PythonRepr.of(image) + ", which is no address in the web,");
      }
      return all.image(origin, image);
    }

    @Override
    public void refresh() {
      all.refresh();
    }
  }
}
