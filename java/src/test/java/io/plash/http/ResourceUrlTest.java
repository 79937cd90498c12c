package io.plash.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.plash.failure.PlashException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ResourceUrlTest {
  @ParameterizedTest
  @CsvSource({
    "http://host/a/b.tar, http://host/a/b.tar",
    "HTTP://Host:8080/a?b=c, http://Host:8080/a?b=c",
    "http://my_host/a b|c, http://my_host/a%20b%7Cc",
    "http://host/a%20b, http://host/a%20b",
    "http://host/é, http://host/%C3%A9",
    "http://[::1]:80/a, http://[::1]:80/a",
    "http://host, http://host/",
    "http://host?a=b, http://host/?a=b",
    "http://me:pw@host/a, http://host/a",
    "http://me@it:pw@host/a, http://host/a",
    "http://host/a@b, http://host/a@b",
    "http://bücher.example./a, http://xn--bcher-kva.example./a",
    "http://[fe80::1%eth0]/a, http://[fe80::1%eth0]/a",
  })
  void url_ofWhatIsWritten_isWhatTheServerUnderstands(String text, String url) throws PlashException {
    assertEquals(url, ResourceUrl.parse(text).encoded());
  }

  @ParameterizedTest
  @CsvSource({
    "http://me:pw@host/a#sha256=1, http://host/a, sha256=1",
    "https://me@host:1/a?b#, https://host:1/a?b, ''",
    "file:///a/b, file:///a/b, ''",
    "http://host/a/../b c, http://host/a/../b c, ''",
  })
  void shown_isWhatWasWrittenWithoutTheUser(String text, String shown, String fragment) throws PlashException {
    ResourceUrl location = ResourceUrl.parse(text);
    assertEquals(shown, location.shown());
    assertEquals(fragment, location.fragment());
  }

  @ParameterizedTest
  @CsvSource({
    "me:pw@host/a, unknown url type: 'host/a'",
    "me:pw@host, unknown url type: 'host'",
    "s3://me:pw@host/a, unknown url type: s3",
    "http://me:pw@/a, no host given",
    "http://me:pw@host:x/a, nonnumeric port: 'x'",
    "http://me:pw@host:-1/a, nonnumeric port: '-1'",
    "http://me:pw@host:99999999999/a, no such port: '99999999999'",
    "http:/a, no host given",
    "'', unknown url type: ''",
  })
  void parse_whatIsNoUrl_saysWhyWithoutThePassword(String text, String reason) {
    String message = assertThrows(PlashException.class, () -> ResourceUrl.parse(text)).getMessage();
    assertEquals(reason, message.substring(message.indexOf("): ") + 3));
    assertEquals(-1, message.indexOf("pw"), message);
  }

  @ParameterizedTest
  @ValueSource(strings = {"http://a..b/", "http://.a/", "http://a b/", "http://a\"b/", "http://é..b/", "http://é b/",
    "http://[::1/", "http://[x]/", "http://[::1]x/", "http://a]/",
    "http://aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa/"})
  void url_ofAHostThatCanBeNone_isRefused(String text) throws PlashException {
    ResourceUrl url = ResourceUrl.parse(text);
    String message = assertThrows(PlashException.class, url::authority).getMessage();
    assertEquals("no valid address", message.substring(message.indexOf("): ") + 3));
  }

  @ParameterizedTest
  @CsvSource({
    "http://me:p%40w@host/a, Basic bWU6cEB3",
    "http://me@host/a, Basic bWU=",
    "http://host/a, ''",
  })
  void authorization_ofAUser_isBasic(String text, String header) throws PlashException {
    assertEquals(header, ResourceUrl.parse(text).authorization());
  }

  @ParameterizedTest
  @CsvSource({
    "c, http://host/a/c, Basic bWU6cHc=",
    "/c, http://host/c, Basic bWU6cHc=",
    "../c, http://host/c, Basic bWU6cHc=",
    "http://HOST:80/c, http://HOST:80/c, Basic bWU6cHc=",
    "//other/c, http://other/c, ''",
    "http://host:81/c, http://host:81/c, ''",
    "https://host/c, https://host/c, ''",
  })
  void redirected_keepsTheUserOnTheSameServerOnly(String target, String shown, String header)
      throws PlashException {
    ResourceUrl next = ResourceUrl.parse("http://me:pw@host/a/b").redirected(target);
    assertEquals(shown, next.shown());
    assertEquals(header, next.authorization());
  }

  @Test
  void redirected_toAnUnknownKind_fails() throws PlashException {
    ResourceUrl location = ResourceUrl.parse("http://host/a");
    assertThrows(PlashException.class, () -> location.redirected("gopher://host/a"));
  }
}
