package io.plash.registry;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.plash.failure.PlashException;
import io.plash.http.ResourceUrl;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RealmTest {
  @ParameterizedTest
  @CsvSource({
      "https://registry-1.docker.io, https://auth.docker.io/token, true",
      "https://registry.example, https://registry.example:5001/token, true",
      "https://REGISTRY.example, https://registry.EXAMPLE/token, true",
      "http://127.0.0.1:5000, http://127.0.0.1:5001/token, true",
      "https://registry.example, http://registry.example/token, false",
      "https://registry.example, https://evil.example.org/token, false",
      "https://registry.example.org, https://example.org.evil/token, false",
      "https://10.0.0.1, https://10.9.0.1/token, false",
      "https://10.1.0.1, https://10.2.0.1/token, false",
      "https://registry.example, https://10.0.0.1/token, false",
      "https://a.example.co.uk, https://b.evil.co.uk/token, false",
      "https://a.example.co.uk, https://b.example.co.uk/token, true",
      "https://registry, https://other/token, false",
      "https://registry.here, https://named.elsewhere/token, true",
      "https://registry.here, http://named.elsewhere/token, false",
  })
  void mayKnowLogin(String registry, String realm, boolean may) throws PlashException {
    RegistrySettings settings = RegistrySettings.parse("f", List.of("realm registry.here named.elsewhere"));
    ResourceUrl url = ResourceUrl.parse(registry);
    assertEquals(may, Realm.mayKnowLogin(settings, url.host(), url, ResourceUrl.parse(realm)));
  }
}
