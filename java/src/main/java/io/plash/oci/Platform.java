package io.plash.oci;

import com.google.gson.JsonObject;
import java.util.Set;

/**
 * What machine an image is for, in the words of Go, which images are written in.
 *
 * @param architecture such as {@code amd64}
 * @param variant such as {@code v7}; empty for most
 */
record Platform(String architecture, String variant) {
  private static final Set<String> LEAST = Set.of("", "v1"); // what all machines of an architecture can do

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

  /** Tells whether this machine runs what is made for {@code other}. Variants are ordered: v6 runs on v7. */
  boolean runs(Platform other) {
    return architecture.equals(other.architecture)
        && (LEAST.contains(other.variant) || other.variant.matches("v[0-9]") && other.variant.compareTo(variant) <= 0);
  }

  /** Returns it as people write it: {@code arm/v7}. */
  String shown() {
    return variant.isEmpty() ? architecture : architecture + "/" + variant;
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
