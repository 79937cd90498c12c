package io.plash.cmd;

import com.google.gson.stream.JsonWriter;
import java.io.IOException;
import java.io.StringWriter;
import java.time.temporal.ChronoUnit;
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
    JsonWriter json = new JsonWriter(out);
    json.beginObject();
    json.name("id").value(listing.id().number());
    json.name("parent").value(listing.parent().number());
    json.name("size_bytes");
    if (listing.size().isPresent()) {
      json.value(listing.size().getAsLong());
    } else {
      json.nullValue();
    }
    json.name("created").value(listing.created().truncatedTo(ChronoUnit.SECONDS).toString());
    json.name("keys").beginArray();
    for (String key : listing.keys()) {
      json.value(key);
    }
    json.endArray();
    json.name("made_by").value(listing.madeBy());
    json.endObject();
    json.flush();
  }
}
