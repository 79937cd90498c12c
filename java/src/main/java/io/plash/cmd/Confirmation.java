package io.plash.cmd;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;

/**
 * A question whether something may be deleted. Only {@code y} is a yes, as in 2018, and {@code yes} too when a person
 * types it; anything else, and the end of the input, is a no.
 *
 * @param in where the answer comes from
 * @param typed whether that is a terminal
 */
record Confirmation(InputStream in, boolean typed) {
  private static final int LONGEST = 4; // one more than `yes` has

  /** Prints {@code question} to {@code out}, and tells whether the answer is a yes. */
  boolean asks(PrintStream out, String question) throws IOException {
    out.print(question + " [y/N] ");
    out.flush();
    StringBuilder line = new StringBuilder();
    int next = in.read();
    if (next < 0) {
      out.println(); // nobody has ended the line
    }
    while (next >= 0 && next != '\n' && line.length() < LONGEST) {
      line.append((char) next);
      next = in.read();
    }
    String answer = line.toString();
    return answer.equals("y") || typed && answer.equals("yes");
  }
}
