package io.plash.oci;

import com.google.gson.JsonObject;

/**
 * What machine an image is for, in the words of Go, which images are written in.
 *
 * @param architecture such as {@code amd64}
 * @param variant such as {@code v7}; empty for most
 */
record Platform(String architecture, String variant) {
  /** Returns the platform of machines that uname(1) calls {@code machine}. */
  static Platform of(String machine) {
    return switch (machine) {
      case "x86_64" -> new Platform("amd64", "");
      case "aarch64" -> new Platform("arm64", "v8");
      case "armv7l", "armv8l" -> new Platform("arm", "v7");
      case "armv6l" -> new Platform("arm", "v6");
      case "i386", "i486", "i586", "i686" -> new Platform("386", "");
      case "loongarch64" -> new Platform("loong64", "");
      default -> new Platform(machine, "");
    };
  }

  /** Adds its members to {@code json}. */
  void addTo(JsonObject json) {
    json.addProperty("architecture", architecture);
    json.addProperty("os", "linux");
    if (!variant.isEmpty()) {
      json.addProperty("variant", variant);
    }
  }
}
