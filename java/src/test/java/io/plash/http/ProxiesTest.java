package io.plash.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.plash.failure.PlashException;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProxiesTest {
  private static Proxies.Route route(String url, String... settings) throws PlashException {
    Map<String, String> environment = new HashMap<>();
    for (String setting : settings) {
      environment.put(setting.substring(0, setting.indexOf('=')), setting.substring(setting.indexOf('=') + 1));
    }
    return new Proxies(environment).to(ResourceUrl.parse(url));
  }

  @ParameterizedTest
  @CsvSource({
    "http://h/, http_proxy=http://p:3128/, p:3128",
    "http://h/, http_proxy=p:3128, p:3128",
    "http://h/, http_proxy=p, p:1080",
    "http://h/, HTTP_PROXY=p, ''",
    "http://h/, https_proxy=p, ''",
    "https://h/, https_proxy=p, p:1080",
    "https://h/, HTTPS_PROXY=p, p:1080",
    "https://h/, ALL_PROXY=p, p:1080",
    "http://h/, all_proxy=p, p:1080",
    "http://h/, http_proxy=, ''",
  })
  void to_byOneVariable_isTheProxyOfTheScheme(String url, String setting, String name) throws PlashException {
    assertEquals(name, route(url, setting).name());
  }

  @ParameterizedTest
  @CsvSource({
    "http://example.com/, 'a,example.com', ''",
    "http://www.example.com/, example.com, ''",
    "http://www.EXAMPLE.com/, .example.com, ''",
    "http://badexample.com/, example.com, p:1",
    "http://example.com:81/, example.com:81, ''",
    "http://example.com/, example.com:81, p:1",
    "http://[::1]/, '::1', ''",
    "http://[::1]/, [::1], ''",
    "http://example.com/, *, ''",
    "http://10.1.2.3/, 10.0.0.0/8, ''",
    "http://11.1.2.3/, 10.0.0.0/8, p:1",
    "http://10.1.2.3/, 'x,10.1.2.0/25', ''",
    "http://10.1.2.200/, 10.1.2.0/25, p:1",
    "http://[fe80::1]/, fe80::/10, ''",
    "http://[2001::1]/, fe80::/10, p:1",
    "http://10.1.2.3/, 10.0.0.0/33, p:1",
    "http://name/, 10.0.0.0/0, p:1",
    "http://example.com/, 'a b', p:1",
  })
  void to_exemptHost_isDirect(String url, String exempt, String name) throws PlashException {
    assertEquals(name, route(url, "http_proxy=p:1", "no_proxy=" + exempt).name());
    assertEquals(name, route(url, "http_proxy=p:1", "NO_PROXY=" + exempt).name());
  }

  @Test
  void to_proxyWithAUser_knowsItAndShowsItNot() throws PlashException {
    Proxies.Route route = route("http://h/", "http_proxy=http://me:p%40w@p:1");
    assertEquals("p:1", route.name());
    assertEquals("Basic bWU6cEB3", route.authorization());
    assertEquals("Basic bWU6", route("http://h/", "http_proxy=me@p:1").authorization());
  }

  @Test
  void to_uselessProxy_failsWithoutShowingIt() {
    PlashException failure = assertThrows(PlashException.class, () -> route("http://h/", "http_proxy=me:pw@p:x"));
    assertEquals("the proxy in http_proxy is no address", failure.getMessage());
    assertFalse(failure.hint().contains("pw"));
  }
}
