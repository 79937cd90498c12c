package io.plash.registry;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What a server wants to know before it answers (RFC 9110, 11.6.1).
 *
 * @param scheme {@code basic}, {@code bearer} or another one, in lower case
 * @param parameters its parameters; names are in lower case
 */
record Challenge(String scheme, Map<String, String> parameters) {
  private static final String TOKEN_MARKS = "!#$%&'*+-.^_`|~";

  /** Reads the values of WWW-Authenticate header fields. Each may hold several challenges. Nonsense is passed over. */
  static List<Challenge> parse(List<String> values) {
    List<Challenge> challenges = new ArrayList<>();
    for (String value : values) {
      new Reader(value).addTo(challenges);
    }
    return challenges;
  }

  /** Returns the first of {@code challenges} with {@code scheme}. */
  static Optional<Challenge> find(List<Challenge> challenges, String scheme) {
    return challenges.stream().filter(challenge -> challenge.scheme().equals(scheme)).findFirst();
  }

  /** Returns the value of a parameter; empty without one. */
  String parameter(String name) {
    return parameters.getOrDefault(name, "");
  }

  /** Reads one value from its beginning to its end. */
  private static final class Reader {
    private final String text;
    private int at;

    Reader(String text) {
      this.text = text;
    }

    // A word that is followed by `=` and a value is a parameter of the challenge before it, and else a scheme.
    void addTo(List<Challenge> challenges) {
      Challenge last = null;
      while (skipTo()) {
        String word = token();
        skipBlanks();
        if (word.isEmpty()) {
          at++;
        } else if (last != null && at < text.length() && text.charAt(at) == '=') {
          at++;
          skipBlanks();
          last.parameters().putIfAbsent(word.toLowerCase(Locale.ROOT), value());
        } else {
          last = new Challenge(word.toLowerCase(Locale.ROOT), new LinkedHashMap<>());
          challenges.add(last);
        }
      }
    }

    private boolean skipTo() {
      while (at < text.length() && (isBlank(text.charAt(at)) || text.charAt(at) == ',')) {
        at++;
      }
      return at < text.length();
    }

    private void skipBlanks() {
      while (at < text.length() && isBlank(text.charAt(at))) {
        at++;
      }
    }

    private static boolean isBlank(char c) {
      return c == ' ' || c == '\t';
    }

    private String token() {
      int from = at;
      while (at < text.length() && isTokenCharacter(text.charAt(at))) {
        at++;
      }
      return text.substring(from, at);
    }

    private static boolean isTokenCharacter(char c) {
      return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || TOKEN_MARKS.indexOf(c) >= 0;
    }

    private String value() {
      if (at >= text.length() || text.charAt(at) != '"') {
        return unquoted();
      }
      StringBuilder value = new StringBuilder();
      at++;
      while (at < text.length() && text.charAt(at) != '"') {
        if (text.charAt(at) == '\\' && at + 1 < text.length()) {
          at++;
        }
        value.append(text.charAt(at++));
      }
      at++;
      return value.toString();
    }

    // Some servers quote no URLs.
    private String unquoted() {
      int from = at;
      while (at < text.length() && text.charAt(at) != ',' && !isBlank(text.charAt(at))) {
        at++;
      }
      return text.substring(from, at);
    }
  }
}
