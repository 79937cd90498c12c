package io.plash.macro;

import io.plash.lang.Arity;
import io.plash.lang.Macro;
import io.plash.lang.MacroContext;
import io.plash.lang.MacroException;
import io.plash.lang.MacroTable;
import io.plash.lang.Signature;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The macros that install packages, and the macro that defines more of them. */
final class PackageManagers {
  private static final String MODULE = "plash.macros.packagemanagers";

  private PackageManagers() {}

  static void register(MacroTable table) {
    String description = "define a macro that installs packages";
    table.register(new Define(new Signature(MODULE, "defpm", Arity.atLeast(1), description)));
    predefine(table, "apt", "apt-get update", "apt-get install -y {}");
    predefine(
        table,
        "add-apt-repository",
        "apt-get update",
        "apt-get install -y software-properties-common",
        "add-apt-repository -y {}");
    predefine(table, "apk", "apk update", "apk add {}");
    predefine(table, "yum", "yum install -y {}");
    predefine(table, "dnf", "dnf install -y {}");
    predefine(table, "pip", "pip install {}");
    predefine(table, "pip3", "pip3 install {}");
    predefine(table, "npm", "npm install -g {}");
    predefine(table, "pacman", "pacman -Sy --noconfirm {}");
    predefine(table, "emerge", "emerge {}");
  }

  private static void predefine(MacroTable table, String name, String... lines) {
    try {
      table.register(packageManager(name, List.of(lines)));
    } catch (MacroException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Macro packageManager(String name, List<String> lines) throws MacroException {
    List<PackageTemplate> templates = new ArrayList<>();
    for (String line : lines) {
      templates.add(PackageTemplate.parse(line));
    }
    Signature signature = new Signature(MODULE, name, Arity.ANY, "install packages with " + name);
    return new Install(signature, List.copyOf(templates));
  }

  private record Define(Signature signature) implements Macro {
    @Override
    public Optional<String> expand(MacroContext context, List<String> arguments) throws MacroException {
      context.define(packageManager(arguments.get(0), arguments.subList(1, arguments.size())));
      return Optional.empty();
    }
  }

  private record Install(Signature signature, List<PackageTemplate> lines) implements Macro {
    @Override
    public Optional<String> expand(MacroContext context, List<String> arguments) throws MacroException {
      if (arguments.isEmpty()) {
        return Optional.empty();
      }
      String packages = ScriptWords.quoteAll(arguments);
      List<String> filled = new ArrayList<>();
      for (PackageTemplate line : lines) {
        filled.add(line.fill(packages));
      }
      return Optional.of(String.join("\n", filled));
    }
  }
}
