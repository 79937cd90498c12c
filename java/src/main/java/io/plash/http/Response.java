package io.plash.http;

/** An answer, and the URL that gave it, which is another than the one asked for after redirections. */
public record Response(Answer answer, ResourceUrl from) {
  /** Returns the status code. */
  public int status() {
    return answer.status();
  }
}
