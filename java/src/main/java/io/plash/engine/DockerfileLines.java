package io.plash.engine;

import com.google.gson.stream.JsonWriter;
import io.plash.imageconfig.ImageConfig;
import io.plash.imageconfig.ImageJson;
import java.io.IOException;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes the config of an image as lines of a Dockerfile, which is how an engine takes it together with an archive.
 * dockerd reads quotes, backslashes and dollar signs as a Dockerfile has them; podman takes the text as it is.
 */
record DockerfileLines(ImageConfig config, boolean podman) {
  /** Returns the lines. There is none for a value with a newline, since there is no way to write it. */
  List<String> lines() throws IOException {
    List<String> lines = new ArrayList<>();
    for (String variable : config.environment()) {
      int equals = variable.indexOf('=');
      if (equals > 0 && isOneLine(variable)) {
        lines.add("ENV " + variable.substring(0, equals + 1) + value(variable.substring(equals + 1)));
      }
    }
    if (!config.workingDirectory().isEmpty() && isOneLine(config.workingDirectory())) {
      lines.add("WORKDIR " + value(config.workingDirectory()));
    }
    addWords(lines, "ENTRYPOINT", config.entrypoint());
    addWords(lines, "CMD", config.command());
    return lines;
  }

  private static void addWords(List<String> lines, String name, List<String> words) throws IOException {
    if (!words.isEmpty()) {
      StringWriter text = new StringWriter();
      try (JsonWriter json = new JsonWriter(text)) {
        ImageJson.writeWords(json, words);
      }
      lines.add(name + " " + text);
    }
  }

  private static boolean isOneLine(String text) {
    return text.indexOf('\n') < 0 && text.indexOf('\r') < 0;
  }

  private String value(String text) {
    if (podman) {
      return text;
    }
    StringBuilder out = new StringBuilder("\"");
    for (char c : text.toCharArray()) {
      if (c == '\\' || c == '"' || c == '$') {
        out.append('\\');
      }
      out.append(c);
    }
    return out.append('"').toString();
  }
}
