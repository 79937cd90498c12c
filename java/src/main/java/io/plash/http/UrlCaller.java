package io.plash.http;

import io.plash.failure.PlashException;

/** Somebody who has named {@code url} and nothing else. */
record UrlCaller(ResourceUrl url) implements Caller {
  @Override
  public PlashException failure(String reason, String hint) {
    return url.failure(reason).withHint(hint);
  }
}
