package io.plash.registry;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.plash.failure.PlashException;
import io.plash.http.Fetcher;
import io.plash.http.Response;
import io.plash.text.PythonRepr;
import io.plash.text.TerminalText;
import java.io.IOException;
import java.util.Optional;

/**
 * An answer by which a registry refuses a request.
 *
 * @param status the status of HTTP
 * @param error what HTTP says, such as {@code HTTP Error 403: Forbidden}
 * @param code the first code of the registry's errors, such as {@code DENIED}; may be empty
 * @param text what the registry says about it, fit for a terminal; may be empty
 * @param retryAfter when it may be asked again, in its words; may be empty
 */
record Refusal(int status, String error, String code, String text, String retryAfter) {
  private static final int UNAUTHORIZED = 401;
  private static final int FORBIDDEN = 403;
  private static final int NOT_FOUND = 404;
  private static final int TOO_MANY = 429;

  /** Reads the answer to its end and closes it. */
  static Refusal read(Response response) {
    String body = "";
    try {
      body = response.answer().text();
    } catch (IOException e) {
      body = ""; // the status tells enough
    } finally {
      response.answer().close();
    }
    Optional<JsonObject> first = JsonMembers.object(body).flatMap(Refusal::firstError);
    String code = first.map(error -> JsonMembers.text(error, "code")).orElse("");
    String text = first.map(error -> JsonMembers.text(error, "message")).orElse("");
    return new Refusal(response.status(), TerminalText.ascii(Fetcher.error(response)), TerminalText.ascii(code),
        TerminalText.ascii(text), TerminalText.ascii(response.answer().field("Retry-After")));
  }

  private static Optional<JsonObject> firstError(JsonObject json) {
    JsonElement errors = json.get("errors");
    JsonArray list = errors != null && errors.isJsonArray() ? errors.getAsJsonArray() : new JsonArray();
    return list.size() > 0 && list.get(0).isJsonObject()
        ? Optional.of(list.get(0).getAsJsonObject()) : Optional.empty();
  }

  /** Tells whether what was asked for is not there. */
  boolean isAbsence() {
    return status == NOT_FOUND;
  }

  /** Tells whether it wants to know better who asks, or does not let that one. */
  boolean isForbidden() {
    return status == UNAUTHORIZED || status == FORBIDDEN || code.equals("DENIED") || code.equals("UNAUTHORIZED");
  }

  /** Returns the failure that this is, of what {@code caller} does. */
  PlashException failure(RegistryCaller caller) {
    String server = caller.access().host();
    if (isForbidden()) {
      String maybe = server.equals(ImageReference.DEFAULT_HOST) ? ", or there is no such image" : "";
      return PlashException.of(server + " refuses " + PythonRepr.of(caller.image()) + " ("
          + caller.access().shownLogin() + ")" + maybe + said()).withHint(caller.access().hint());
    }
    if (status == TOO_MANY) {
      String when = retryAfter.isEmpty() ? "" : " (Retry-After: " + retryAfter + ")";
      return PlashException.of(server + " wants fewer requests" + when + said())
          .withHint("wait, log in (podman login HOST), or name a mirror in config/registries of the data directory");
    }
    return caller.failure(error + said(), "");
  }

  private String said() {
    String words = (code + " " + text).strip();
    return words.isEmpty() ? "" : ", it says: " + words;
  }
}
