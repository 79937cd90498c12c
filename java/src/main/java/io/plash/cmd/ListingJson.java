package io.plash.cmd;

import com.google.gson.stream.JsonWriter;
import java.io.IOException;
import java.io.StringWriter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/** Writes containers as one JSON array (RFC 8259) with a line for each of them. */
final class ListingJson {
  private ListingJson() {}

  /** Returns the text for {@code listings}, which ends with a newline. */
  static String of(List<ListedContainer> listings) throws IOException {
    StringWriter out = new StringWriter();
    String separator = "\n";
    out.append('[');
    for (ListedContainer listing : listings) {
      out.append(separator);
      write(listing, out);
      separator = ",\n";
    }
    return out.append(listings.isEmpty() ? "]\n" : "\n]\n").toString();
  }

  private static void write(ListedContainer listing, StringWriter out) throws IOException {
    out.append("{\"id\": " + listing.id() + ", \"parent\": " + listing.parent() + ", \"size_bytes\": ");
    out.append(listing.size().isPresent() ? Long.toString(listing.size().getAsLong()) : "null");
    out.append(", \"created\": " + text(listing.created().truncatedTo(ChronoUnit.SECONDS).toString()));
    List<String> keys = new ArrayList<>();
    for (String key : listing.keys()) {
      keys.add(text(key));
    }
    out.append(", \"keys\": [" + String.join(", ", keys) + "], \"made_by\": " + text(listing.madeBy()) + "}");
  }

  // By JsonWriter, which has blanks behind commas and colons since gson 2.11 only, and wants to be within something.
  private static String text(String value) throws IOException {
    StringWriter array = new StringWriter();
    new JsonWriter(array).beginArray().value(value).endArray().flush();
    return array.getBuffer().substring(1, array.getBuffer().length() - 1);
  }
}
