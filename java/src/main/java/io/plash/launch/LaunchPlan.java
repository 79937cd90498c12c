package io.plash.launch;

import io.plash.failure.PlashException;
import io.plash.imageconfig.ImageConfig;
import io.plash.store.MergedTree;
import io.plash.text.ShellQuote;
import io.plash.value.LayerStack;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * All that the shell must know to start programs in a container without a JVM. The file lies beside the layer, and
 * {@code lib/plan.sh} sources it.
 *
 * <p>The first line is {@code # plash-plan VERSION UID}; the shell has a plan of another version or user written
 * anew. The other lines assign quoted values to variables and do nothing else. The last one shows that the plan is
 * complete.
 */
public final class LaunchPlan {
  /** Stands in lines of an fstab for the scratch directory of the run, relative to {@code lower/}. */
  public static final String SCRATCH = "\u0001";

  /** Stands in lines of an fstab for the place where the root of the container is mounted. */
  public static final String ROOT = "\u0002";

  private static final int VERSION = 7;
  private static final String DEFAULT_SHELL = "/bin/sh";
  private static final List<String> NO_LOGIN = List.of("nologin", "false");

  private final String shell;
  private final String doubt;
  private final String rootMode;
  private final String view;
  private final Fstab fstab;
  private final ImageConfig config;
  private final List<String> command;
  private final Set<String> whiteouts;

  private LaunchPlan(
      String shell, String doubt, String rootMode, String view, Fstab fstab, ImageConfig config,
      List<String> command, Set<String> whiteouts) {
    this.whiteouts = whiteouts;
    this.shell = shell;
    this.doubt = doubt;
    this.config = config;
    this.command = command;
    this.rootMode = rootMode;
    this.view = view;
    this.fstab = fstab;
  }

  /**
   * Returns the plan for programs in the container of {@code stack}: {@code tree} is its file system, {@code fstab}
   * mounts it, {@code config} is what its image says about starting programs, and {@code whiteouts} are the forms of
   * {@link io.plash.store.Store#whiteoutForms}.
   */
  public static LaunchPlan of(
      LayerStack stack, MergedTree tree, Fstab fstab, ImageConfig config, Set<String> whiteouts)
      throws IOException, PlashException {
    String view = String.join(",", Fstab.viewOptions(stack));
    return new LaunchPlan(rootShell(tree), ShellDoubt.of(tree).orElse(""), tree.rootMode(), view, fstab, config,
        command(tree, config), whiteouts);
  }

  /** Returns the login shell of the image's root; empty when the image has no /bin/sh. */
  public static String rootShell(MergedTree tree) throws IOException {
    MergedTree.Kind kind = tree.resolve("/bin/sh").kind();
    if (kind != MergedTree.Kind.FILE && kind != MergedTree.Kind.UNKNOWN) {
      return "";
    }
    return loginShell(tree).orElse(DEFAULT_SHELL);
  }

  private static Optional<String> loginShell(MergedTree tree) throws IOException {
    String passwd = tree.head("/etc/passwd").orElse("");
    String line = passwd.lines().findFirst().orElse("");
    String[] fields = line.substring(0, (line + "\0").indexOf('\0')).split(":"); // where C's text ends
    return fields.length == 7 && fields[6].startsWith("/") ? Optional.of(fields[6]) : Optional.empty();
  }

  /** Returns the words to start when the caller names no program: root's shell, else the program of the image. */
  public static List<String> command(MergedTree tree, ImageConfig config) throws IOException {
    List<String> own = new ArrayList<>(config.entrypoint());
    own.addAll(config.command());
    Optional<String> shell = loginShell(tree);
    boolean usable = shell.isPresent() && !NO_LOGIN.contains(shell.get().substring(shell.get().lastIndexOf('/') + 1))
        && tree.resolve(shell.get()).kind() != MergedTree.Kind.MISSING;
    return usable || own.isEmpty() ? List.of(shell.orElse(DEFAULT_SHELL)) : List.copyOf(own);
  }

  /** Returns the text of the file for the user {@code uid}. */
  public String text(long uid) {
    StringBuilder out = new StringBuilder("# plash-plan " + VERSION + " " + uid + "\n");
    assign(out, "plan_shell", shell);
    if (!doubt.isEmpty()) {
      assign(out, "plan_doubt", doubt);
    }
    if (!whiteouts.isEmpty()) {
      assign(out, "plan_whiteouts", String.join(" ", whiteouts));
    }
    assign(out, "plan_root_mode", rootMode);
    assign(out, "plan_upper_files", String.join(" ", fstab.upperFiles()));
    assign(out, "plan_view", view);
    assignAll(out, "plan_profile", shell.isEmpty() ? List.of() : ImageProfile.pieces(config));
    assign(out, "plan_directory", config.workingDirectory());
    assignAll(out, "plan_word", command);
    assignAll(out, "plan_variable", shell.isEmpty() ? ImageProfile.variables(config) : List.of());
    assign(out, "plan_overlay", fstab.overlayOptions());
    assign(out, "plan_upper", upper());
    assign(out, "plan_behind", fstab.underOverlay());
    assign(out, "plan_binds", String.join("\n", fstab.binds()));
    return out.append("plan_whole=yes\n").toString();
  }

  // One of the words that fstab_compose in lib/scratch.sh knows.
  private String upper() {
    return fstab.upper().map(u -> u.isInScratch() ? "scratch" : "root").orElse("");
  }

  private static void assign(StringBuilder out, String name, String value) {
    out.append(name).append('=').append(ShellQuote.always(value)).append('\n');
  }

  // Assigns NAMEs=COUNT, then NAME_1 to NAME_COUNT, since a value may hold any character.
  private static void assignAll(StringBuilder out, String name, List<String> values) {
    out.append(name).append("s=").append(values.size()).append('\n');
    for (int i = 0; i < values.size(); i++) {
      assign(out, name + "_" + (i + 1), values.get(i));
    }
  }
}
