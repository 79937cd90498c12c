package io.plash.http;

import io.plash.failure.IoReason;
import io.plash.failure.PlashException;
import io.plash.text.PythonRepr;
import io.plash.text.SmallFile;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.Map;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManagerFactory;

/**
 * Knows whose certificates are believed: those in the file that SSL_CERT_FILE names, or else those of the JVM. As
 * with curl and OpenSSL, the file counts in place of the others.
 */
final class TrustedCertificates {
  private static final String VARIABLE = "SSL_CERT_FILE";

  private TrustedCertificates() {}

  /** Returns what makes TLS connections of sockets. A file that {@code environment} names must hold certificates. */
  static SSLSocketFactory sockets(Map<String, String> environment) throws PlashException {
    String name = environment.getOrDefault(VARIABLE, "");
    return name.isEmpty() ? (SSLSocketFactory) SSLSocketFactory.getDefault() : believing(name);
  }

  private static SSLSocketFactory believing(String name) throws PlashException {
    try (InputStream file = new ByteArrayInputStream(SmallFile.bytes(Path.of(name)))) {
      KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
      store.load(null, null);
      for (Certificate certificate : CertificateFactory.getInstance("X.509").generateCertificates(file)) {
        store.setCertificateEntry(Integer.toString(store.size()), certificate);
      }
      if (store.size() == 0) {
        throw unusable(name, "it holds no certificate", null);
      }
      TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      trust.init(store);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, trust.getTrustManagers(), null);
      return context.getSocketFactory();
    } catch (IOException e) {
      throw unusable(name, IoReason.alone(e), e);
    } catch (GeneralSecurityException e) {
      throw unusable(name, "it holds no certificates in PEM form", e);
    }
  }

  private static PlashException unusable(String name, String reason, Exception cause) {
    return PlashException.of("cannot use " + VARIABLE + " " + PythonRepr.of(name) + ": " + reason, cause);
  }
}
