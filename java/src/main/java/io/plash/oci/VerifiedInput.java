package io.plash.oci;

import io.plash.failure.PlashException;
import io.plash.value.Digest;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.MessageDigest;
import java.util.Optional;

/**
 * The bytes of a stream, which fails at its end, or where it is longer than promised, unless they are those that were
 * promised. It goes on failing then, since who decompresses it may take that for the end. Who has not read to the end
 * knows nothing: see {@link #readRest}.
 */
public final class VerifiedInput extends FilterInputStream {
  private static final long ANY = -1;
  private static final int BUFFER = 1 << 16;

  private final String name;
  private final Digest expected;
  private final long size;
  private final MessageDigest digest = Digest.begin();
  private long count;
  private boolean decided;
  private Optional<PlashException> difference = Optional.empty();

  private VerifiedInput(String name, InputStream in, Digest expected, long size) {
    super(in);
    this.name = name;
    this.expected = expected;
    this.size = size;
  }

  /** The cause of the failure that bytes are not those that were promised. */
  private static final class Mismatch extends IOException {
    private static final long serialVersionUID = 1;

    Mismatch(String reason) {
      super(reason);
    }
  }

  /** Tells whether {@code e} is the failure that bytes are not those that were promised. */
  public static boolean isMismatch(PlashException e) {
    return e.getCause() instanceof Mismatch;
  }

  /** Reads from {@code in} what messages call {@code name}, and what {@code blob} promises. */
  public static VerifiedInput of(String name, InputStream in, Descriptor blob) {
    return new VerifiedInput(name, in, blob.digest(), blob.size());
  }

  /** Reads from {@code in} bytes of any number that have the digest {@code expected}. */
  public static VerifiedInput of(String name, InputStream in, Digest expected) {
    return new VerifiedInput(name, in, expected, ANY);
  }

  /** Reads to the end, and fails when what was read from the beginning on is not what was promised. */
  public void readRest() throws IOException {
    transferTo(OutputStream.nullOutputStream());
  }

  /**
   * Reads on in the same way, but at most {@code most} bytes: where these are not all, nothing is known. For after a
   * failure, of which other bytes than promised are the better reason.
   */
  public void readRest(int most) throws IOException {
    byte[] buffer = new byte[BUFFER];
    int left = most;
    for (int n = 0; n >= 0 && left > 0; left -= n) {
      n = read(buffer, 0, Math.min(buffer.length, left));
    }
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] bytes, int from, int length) throws IOException {
    requireSame();
    int n = super.read(bytes, from, length);
    if (n > 0) {
      count += n;
      digest.update(bytes, from, n);
      if (size != ANY && count > size) {
        difference = different("it is longer than the " + size + " bytes that were promised");
      }
    } else if (n < 0 && !decided) {
      decided = true;
      difference = decide();
    }
    requireSame();
    return n;
  }

  @Override
  public long skip(long n) throws IOException {
    return readNBytes((int) Math.min(n, 1 << 16)).length; // all bytes must be seen
  }

  @Override
  public boolean markSupported() {
    return false;
  }

  private Optional<PlashException> decide() {
    if (size != ANY && count != size) {
      return different("it has " + count + " bytes, and " + size + " were promised");
    }
    Digest found = Digest.finish(digest);
    return found.hex().equals(expected.hex())
        ? Optional.empty() : different("its digest is " + Descriptor.text(found));
  }

  private Optional<PlashException> different(String reason) {
    return Optional.of(PlashException.of(name + " is not what the image promises: " + reason, new Mismatch(reason))
        .withHint("it was damaged on its way, or changed by somebody; nothing of it was kept"));
  }

  private void requireSame() throws IOException {
    if (difference.isPresent()) {
      throw new IOException(difference.get().getMessage(), difference.get());
    }
  }
}
