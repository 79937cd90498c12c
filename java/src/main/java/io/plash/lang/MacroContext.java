package io.plash.lang;

import io.plash.failure.PlashException;
import io.plash.text.NearestNames;
import io.plash.text.PythonRepr;
import io.plash.value.ContainerId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Supplier;

/** The evaluation of one script, as the macros that it calls see it. */
public final class MacroContext {
  /** The limit of scripts inside one another; only a script that evaluates itself reaches it. */
  private static final int MAX_DEPTH = 50;

  private final MacroTable predefined;
  private final MacroTable macros;
  private final Images images;
  private final MacroHost host;
  private final ScriptSource source;
  private final int depth;
  private final SortedSet<String> called;
  private final Map<Class<?>, AutoCloseable> companions = new HashMap<>();
  private boolean repeatable = true;
  private int line; // of the call that is expanded

  /** Starts with a copy of the predefined macros, to which the script may add its own. */
  MacroContext(MacroTable predefined, Images images, MacroHost host, ScriptSource source) {
    this(predefined, images, host, source, 0, new TreeSet<>());
  }

  private MacroContext(
      MacroTable predefined, Images images, MacroHost host, ScriptSource source, int depth,
      SortedSet<String> called) {
    this.predefined = predefined;
    this.macros = predefined.copy();
    this.images = images;
    this.host = host;
    this.source = source;
    this.depth = depth;
    this.called = called;
  }

  /** Returns the text of the whole script and closes what its macros shared. */
  String text(List<WrittenCall> calls) throws PlashException {
    // --refresh counts wherever it stands, since people add it to the end of what they typed before. Names are
    // compared, because the equals() of a record is made at run time, which costs every worker 15 ms (measured).
    for (WrittenCall written : calls) {
      if (written.call().name().equals(Evaluator.REFRESH)) {
        images.refresh();
      }
    }
    try {
      return expandWritten(calls).orElse("");
    } catch (MacroException e) {
      throw e.in(source.prefix(line));
    } finally {
      close();
    }
  }

  /**
   * Evaluates {@code lines} as a script of its own, which begins with the predefined macros. Returns its text
   * without a newline at the end, or nothing when it is empty.
   *
   * @param name what messages call the script; empty when it is part of the script that evaluates it
   */
  public Optional<String> evaluate(String name, List<String> lines) throws MacroException, PlashException {
    ScriptSource shown = name.isEmpty() ? source.within(line) : ScriptSource.file(name);
    if (depth == MAX_DEPTH) {
      throw MacroException.of("scripts are more than " + MAX_DEPTH + " deep in one another")
          .withHint("does " + shown.name() + " evaluate itself?");
    }
    MacroContext inner = new MacroContext(predefined, images, host, shown, depth + 1, called);
    String text = inner.text(Tokenizer.parse(shown, lines));
    repeatable &= inner.repeatable;
    String body = text.endsWith("\n") ? text.substring(0, text.length() - 1) : text;
    return body.isEmpty() ? Optional.empty() : Optional.of(body);
  }

  /**
   * Expands another macro and returns its text.
   *
   * @throws MacroException when there is no macro of that name
   * @throws PlashException when the macro fails; the message names it
   */
  public Optional<String> expand(String name, List<String> arguments) throws MacroException, PlashException {
    Optional<Macro> found = macros.find(name);
    if (found.isEmpty()) {
      throw unknown(name);
    }
    Macro macro = found.get();
    if (!macros.isDefined(name)) {
      called.add(name);
    }
    try {
      macro.signature().arity().check(arguments.size());
      return macro.expand(this, arguments);
    } catch (MacroException e) {
      throw e.of(macro.signature(), source.prefix(line));
    }
  }

  // Expands the calls of the script itself. A failure without a hint gets one when it looks like a slip of the pen.
  private Optional<String> expandWritten(List<WrittenCall> calls) throws MacroException, PlashException {
    StringBuilder text = new StringBuilder();
    boolean any = false;
    WrittenCall before = null;
    WrittenCall last = null;
    for (WrittenCall written : calls) {
      if (last != null && last.line() != written.line()) {
        before = last; // one line opens all the macros of -ABC, and no others
      }
      last = written;
      line = written.line();
      Optional<String> part = Optional.empty();
      try {
        part = expand(written.call().name(), written.call().arguments());
      } catch (MacroException e) {
        String dash = aboutDash(written, before);
        throw dash.isEmpty() ? e : e.withHint(dash);
      } catch (PlashException e) {
        String advice = e.hint().isEmpty() && !e.isAlreadyReported() ? advice(written, before) : "";
        throw advice.isEmpty() ? e : e.withHint(advice);
      }
      if (part.isPresent()) {
        text.append(any ? "\n" : "").append(part.get());
        any = true;
      }
    }
    return any ? Optional.of(text.toString()) : Optional.empty();
  }

  private boolean takesLines(WrittenCall written) {
    Optional<Macro> macro = macros.find(written.call().name());
    return macro.isPresent() && macro.get().takesLines();
  }

  private String advice(WrittenCall written, WrittenCall before) {
    String dash = aboutDash(written, before);
    Optional<Macro> macro = macros.find(written.call().name());
    return !dash.isEmpty() || macro.isEmpty()
        ? dash
        : new SlipAdvice(source.name().isEmpty()).about(written, macro.get());
  }

  // Letters are macros that are meant, unless they stand behind a line of text, or are unknown.
  private String aboutDash(WrittenCall written, WrittenCall before) {
    boolean behindText = before != null && !before.call().arguments().isEmpty() && takesLines(before);
    return before != null && (behindText || !knows(written.call().name()))
        ? SlipAdvice.aboutDash(written, before, behindText)
        : "";
  }

  /** Expands several macros and returns their texts joined by newlines, or nothing when none has a text. */
  public Optional<String> expand(List<MacroCall> calls) throws MacroException, PlashException {
    StringBuilder text = new StringBuilder();
    boolean any = false;
    for (MacroCall call : calls) {
      Optional<String> part = expand(call.name(), call.arguments());
      if (part.isPresent()) {
        text.append(any ? "\n" : "").append(part.get());
        any = true;
      }
    }
    return any ? Optional.of(text.toString()) : Optional.empty();
  }

  /** Fails when there is no macro of that name. */
  public void require(String name) throws MacroException {
    if (!knows(name)) {
      throw unknown(name);
    }
  }

  /** Tells whether there is a macro of that name. */
  public boolean knows(String name) {
    return macros.find(name).isPresent();
  }

  /** Defines a macro for the rest of this script; it replaces a macro of the same name. */
  public void define(Macro macro) {
    macros.define(macro);
  }

  /** Lists the macros that can be called now. */
  public List<Signature> listing() {
    return macros.listing();
  }

  /**
   * Returns the object of the given type that the macros of this script share, such as a running python3. The
   * first call makes it, and the end of the script closes it.
   */
  public <T extends AutoCloseable> T companion(Class<T> type, Supplier<T> first) {
    return type.cast(companions.computeIfAbsent(type, unknown -> first.get()));
  }

  // Closes what the macros shared.
  private void close() {
    for (AutoCloseable companion : companions.values()) {
      try {
        companion.close();
      } catch (Exception e) {
        throw new IllegalStateException(e);
      }
    }
  }

  /** Forgets all macros except the predefined macros with these names. */
  public void forgetAllBut(Set<String> names) {
    macros.replace(predefined, names);
  }

  /** Calls {@link MacroHost#variable}; a failure becomes a failure of the calling macro. */
  public Optional<String> variable(String name) throws MacroException {
    try {
      return host.variable(name);
    } catch (PlashException e) {
      throw MacroException.of(e);
    }
  }

  /** Calls {@link MacroHost#stdin}; a failure becomes a failure of the calling macro. */
  public String stdin() throws MacroException {
    try {
      return host.stdin();
    } catch (PlashException e) {
      throw MacroException.of(e);
    }
  }

  /** Calls {@link MacroHost#file}; a failure becomes a failure of the calling macro. */
  public String file(String name) throws MacroException {
    try {
      return host.file(name);
    } catch (PlashException e) {
      throw MacroException.of(e);
    }
  }

  /** Calls {@link MacroHost#hash}; a failure becomes a failure of the calling macro. */
  public String hash(List<String> paths) throws MacroException {
    try {
      return host.hash(paths);
    } catch (PlashException e) {
      throw MacroException.of(e);
    }
  }

  /** Calls {@link Images#mapped}; a failure becomes a failure of the calling macro. */
  public Optional<ContainerId> mapped(String key) throws MacroException {
    try {
      return images.mapped(key);
    } catch (PlashException e) {
      throw MacroException.of(e);
    }
  }

  /** Calls {@link Images#image}; a failure becomes a failure of the calling macro. */
  public ContainerId image(String origin, String name) throws MacroException {
    try {
      return images.image(origin, name);
    } catch (PlashException e) {
      throw MacroException.of(e);
    }
  }

  /**
   * Notes that the text depends on something that no build record can name, so that the build is evaluated
   * again each time.
   */
  public void unrepeatable() {
    repeatable = false;
  }

  /** Tells whether the same words will give the same text next time. */
  boolean repeatable() {
    return repeatable;
  }

  /** Returns the names of the macros called so far, without those that a script defined. */
  SortedSet<String> called() {
    return called;
  }

  private MacroException unknown(String name) {
    return MacroException.of("macro " + PythonRepr.of(name) + " not found")
        .withHint(advice(name));
  }

  // Says what to write instead; empty when no known name is near.
  private String advice(String name) {
    String advice = macros.advice(name);
    if (!advice.isEmpty()) {
      return advice;
    }
    int equals = name.indexOf('=');
    if (equals > 0 && knows(name.substring(0, equals))) {
      return "arguments are words of their own: --" + name.substring(0, equals) + " ARGUMENT";
    }
    List<String> nearest = NearestNames.of(name, macros.names());
    return nearest.isEmpty() ? "" : "did you mean --" + String.join(" or --", nearest) + "?";
  }
}
