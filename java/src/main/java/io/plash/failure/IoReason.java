package io.plash.failure;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;

/** Words for people that say why an input or output failed: the file and what the operating system said. */
public final class IoReason {
  private IoReason() {}

  /** Returns {@code FILE: REASON}, or the text of the exception when it names no file. */
  public static String of(IOException e) {
    if (!(e instanceof FileSystemException failure)) {
      return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    }
    return failure.getFile() + ": " + alone(failure);
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
}
