package io.plash.cmd;

import java.time.temporal.ChronoUnit;
import java.util.List;

/** Containers as one JSON array (RFC 8259), an object a line. */
final class ListingJson {
  private final StringBuilder out = new StringBuilder();

  private ListingJson() {}

  /** The text for {@code listings}, with its last newline. */
  static String of(List<Listing> listings) {
    ListingJson json = new ListingJson();
    json.out.append('[');
    for (int at = 0; at < listings.size(); at++) {
      json.out.append(at == 0 ? "\n" : ",\n");
      json.object(listings.get(at));
    }
    return json.out.append(listings.isEmpty() ? "]\n" : "\n]\n").toString();
  }

  private void object(Listing listing) {
    out.append("{\"id\": ").append(listing.id()).append(", \"parent\": ").append(listing.parent());
    out.append(", \"size_bytes\": ");
    out.append(listing.size().isPresent() ? Long.toString(listing.size().getAsLong()) : "null");
    out.append(", \"created\": ");
    string(listing.created().truncatedTo(ChronoUnit.SECONDS).toString());
    out.append(", \"keys\": [");
    for (int at = 0; at < listing.keys().size(); at++) {
      out.append(at == 0 ? "" : ", ");
      string(listing.keys().get(at));
    }
    out.append("], \"made_by\": ");
    string(listing.madeBy());
    out.append('}');
  }

  private void string(String text) {
    out.append('"');
    for (int at = 0; at < text.length(); at++) {
      char c = text.charAt(at);
      switch (c) {
        case '"' -> out.append("\\\"");
        case '\\' -> out.append("\\\\");
        case '\n' -> out.append("\\n");
        case '\t' -> out.append("\\t");
        default -> {
          if (c < ' ' || c == '\u007f') {
            out.append("\\u00").append(c < 16 ? "0" : "").append(Integer.toHexString(c));
          } else {
            out.append(c);
          }
        }
      }
    }
    out.append('"');
  }
}
