package io.plash.external;

import io.plash.failure.PlashException;
import io.plash.lang.Macro;
import io.plash.lang.MacroContext;
import io.plash.lang.MacroException;
import io.plash.lang.Signature;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.ProcessBuilder.Redirect;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A macro that is an executable: {@code signature.module()} is its folder. Its text is what it prints,
 * without the last newline.
 */
record ProgramMacro(Signature signature, Map<String, String> environment, PrintStream messages)
    implements Macro {
  @Override
  public Optional<String> expand(MacroContext context, List<String> arguments)
      throws MacroException, PlashException {
    context.unrepeatable(); // what a program prints may depend on anything
    List<String> words = new ArrayList<>(List.of(path()));
    words.addAll(arguments);
    try (Child child = Child.start(environment, Redirect.from(Child.NOTHING), false, words)) {
      return text(child);
    } catch (IOException e) {
      String reason = Child.reason(e);
      boolean missing = reason.equals("No such file or directory"); // it was found a moment ago
      throw MacroException.of("OSError", "cannot start it: " + reason)
          .withHint(missing ? "is its interpreter there? the first line of " + path() + " names it" : "");
    }
  }

  // With a slash, or it would be looked for in PATH.
  private String path() {
    return (signature.module().indexOf('/') < 0 ? "./" : "") + signature.module() + "/" + signature.name();
  }

  private Optional<String> text(Child child) throws MacroException, PlashException {
    LimitedOutput output = LimitedOutput.of(child, ScriptText.LONGEST);
    Complaints complaints = Complaints.of(child, messages);
    child.awaitEnd();
    complaints.awaitEnd();
    byte[] printed = output.bytes();
    if (printed.length > ScriptText.LONGEST) {
      throw MacroException.of("ValueError", "it prints more than " + (ScriptText.LONGEST >> 20) + " MiB");
    }
    boolean failed = child.process().exitValue() != 0;
    if (failed && !complaints.areOfPlash()) {
      throw MacroException.of(child.outcome(), complaints.last());
    }
    complaints.passOn();
    if (failed) {
      throw PlashException.alreadyReported(); // a macro further in has failed, and was told
    }
    return printed.length == 0 ? Optional.empty() : Optional.of(decoded(printed));
  }

  private static String decoded(byte[] bytes) throws MacroException {
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      String checked = ScriptText.checked(text);
      return checked.endsWith("\n") ? checked.substring(0, checked.length() - 1) : checked;
    } catch (CharacterCodingException e) {
      throw MacroException.of("UnicodeDecodeError", "what it prints is not valid UTF-8");
    }
  }
}
