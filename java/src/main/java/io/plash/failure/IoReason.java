package io.plash.failure;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;

/**
 * Words for people that say why an input or output failed: the file and what the operating system said. All
 * messages of plash have them from here. An exception's own text will not do, since that of many a class is the
 * name of the file alone.
 */
public final class IoReason {
  private IoReason() {}

  /** Returns {@code FILE: REASON}, or the text of the exception when it names no file. */
  public static String of(IOException e) {
    if (!(e instanceof FileSystemException failure)) {
      return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    }
    return failure.getFile() == null ? alone(failure) : failure.getFile() + ": " + alone(failure);
  }

  /** Returns the same without the file when it is {@code told}, which the message names already. */
  public static String of(IOException e, Path told) {
    boolean same = e instanceof FileSystemException failure && told.toString().equals(failure.getFile());
    return same ? alone(e) : of(e);
  }

  /** Returns {@code REASON} alone, for messages that name the file in another way. */
  public static String alone(IOException e) {
    if (!(e instanceof FileSystemException failure)) {
      return of(e);
    }
    if (failure instanceof NoSuchFileException) {
      return "no such file or directory";
    }
    if (failure instanceof AccessDeniedException) {
      return "permission denied";
    }
    if (failure instanceof FileAlreadyExistsException) {
      return "exists already";
    }
    if (failure instanceof NotDirectoryException) {
      return "not a directory";
    }
    return failure.getReason() == null ? failure.getClass().getSimpleName() : failure.getReason();
  }

  /**
   * Returns why a program could not be started, in the kernel's words. {@link ProcessBuilder#start} says it as
   * {@code Cannot run program "NAME": error=2, No such file or directory}, or from Java 22 on {@code ... Exec
   * failed, error: 2 (No such file or directory)}.
   */
  public static String ofStart(IOException e) {
    String text = of(e);
    int old = text.lastIndexOf("error=");
    if (old >= 0) {
      return text.substring(text.indexOf(' ', old) + 1);
    }
    int code = text.lastIndexOf(" error: ");
    int from = text.indexOf('(', Math.max(code, 0));
    int end = text.lastIndexOf(')');
    return code >= 0 && from >= 0 && from < end ? text.substring(from + 1, end) : text;
  }
}
