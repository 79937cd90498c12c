package io.plash.external;

import io.plash.failure.PlashException;
import io.plash.lang.Macro;
import io.plash.lang.MacroContext;
import io.plash.lang.MacroException;
import io.plash.lang.Signature;
import io.plash.program.Command;
import io.plash.program.FirstBytes;
import io.plash.program.RunningProgram;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A macro that is an executable file: {@code signature.module()} is its folder and {@code signature.name()} its name.
 * Its text is what it prints, without the last newline.
 */
record ProgramMacro(Signature signature, Map<String, String> environment, PrintStream messages)
    implements Macro {
  /** How often to check whether the program prints too much. */
  private static final int LOOK_MILLIS = 100;
  /** How long to wait for output that is still on its way when the program has ended. */
  private static final int LATE_MILLIS = 1000;

  @Override
  public Optional<String> expand(MacroContext context, List<String> arguments)
      throws MacroException, PlashException {
    context.unrepeatable(); // what a program prints may depend on anything
    List<String> words = new ArrayList<>(List.of(path()));
    words.addAll(arguments);
    FirstBytes printed = new FirstBytes(ScriptText.LONGEST);
    HeldLine complaints = new HeldLine(messages);
    Command command = MacroProgram.command(environment, words).stdoutTo(printed).stderrTo(complaints);
    String hint = "is its interpreter there? the first line of " + path() + " names it"; // it was found a moment ago
    try (RunningProgram program = MacroProgram.start(command, "it", hint)) {
      return text(program, printed, complaints);
    }
  }

  // Returns a path with a slash, since a name without one would be looked for in PATH.
  private String path() {
    return (signature.module().indexOf('/') < 0 ? "./" : "") + signature.module() + "/" + signature.name();
  }

  private static Optional<String> text(RunningProgram program, FirstBytes printed, HeldLine complaints)
      throws MacroException, PlashException {
    while (!program.awaitEnd(LOOK_MILLIS)) {
      if (printed.isOver()) {
        program.kill();
      }
    }
    int status = program.await(LATE_MILLIS);
    if (printed.isOver()) {
      throw MacroException.of("it prints more than " + (ScriptText.LONGEST >> 20) + " MiB");
    }
    if (status != 0 && !complaints.areOfPlash()) {
      throw MacroException.of(MacroProgram.outcome(status), complaints.last());
    }
    complaints.passOn();
    if (status != 0) {
      throw PlashException.alreadyReported(); // a macro further in has failed, and was told
    }
    byte[] bytes = printed.toByteArray();
    return bytes.length == 0 ? Optional.empty() : Optional.of(decoded(bytes));
  }

  private static String decoded(byte[] bytes) throws MacroException {
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      String checked = ScriptText.checked(text);
      return checked.endsWith("\n") ? checked.substring(0, checked.length() - 1) : checked;
    } catch (CharacterCodingException e) {
      throw MacroException.of("what it prints is not valid UTF-8");
    }
  }
}
