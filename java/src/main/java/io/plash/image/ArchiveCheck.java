package io.plash.image;

import io.plash.failure.PlashException;
import io.plash.program.Tool;
import java.util.List;

/** A check of a file by a program that reads all of it, while others do too: see {@link CheckUnderWay}. */
interface ArchiveCheck {
  /** Returns the program and its arguments; it finds the file on stdin. */
  List<String> words();

  /** Tells whether a file that passes the check is certainly whole. */
  boolean provesWhole();

  /** Fails when the file is not what it should be, by what the program said at its end. */
  void decide(Tool.Result said) throws PlashException;
}
