package io.plash.oci;

import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a tar archive says of one file but its content. Names and values are the bytes that they are in the archive, one
 * a character, since they need not be UTF-8.
 *
 * @param type the type flag of pax(1), such as {@link #DIRECTORY}
 * @param name the path, which ends in a slash for a directory
 * @param link what a link leads to; of a hard link the path of a member before
 * @param mode permissions as in chmod(2)
 * @param uid the owner
 * @param gid the group
 * @param size the length of the content in bytes
 * @param time seconds since 1970, perhaps with a fraction, in decimal digits
 * @param device the major and the minor number of a device
 * @param attributes extended attributes by their name
 */
record TarHeader(
    char type, String name, String link, int mode, long uid, long gid, long size, String time, Device device,
    SortedMap<String, String> attributes) {
  static final char FILE = '0';
  static final char HARD_LINK = '1';
  static final char CHARACTER_DEVICE = '3';
  static final char BLOCK_DEVICE = '4';
  static final char DIRECTORY = '5';

  /** The numbers of a device. */
  record Device(long major, long minor) {
    static final Device NONE = new Device(0, 0);
  }

  /** Returns the header of an empty file called {@code name}, which belongs to root and has no permissions. */
  static TarHeader empty(String name) {
    return new TarHeader(FILE, name, "", 0, 0, 0, 0, "0", Device.NONE, new TreeMap<>());
  }

  /** Returns it with other names. */
  TarHeader named(String newName, String newLink) {
    return new TarHeader(type, newName, newLink, mode, uid, gid, size, time, device, attributes);
  }

  /** Returns it with another time. */
  TarHeader at(String newTime) {
    return new TarHeader(type, name, link, mode, uid, gid, size, newTime, device, attributes);
  }

  /** Returns it without the attributes whose names begin with {@code prefix}. */
  TarHeader without(String prefix) {
    SortedMap<String, String> kept = new TreeMap<>(attributes);
    kept.keySet().removeIf(attribute -> attribute.startsWith(prefix));
    return new TarHeader(type, name, link, mode, uid, gid, size, time, device, kept);
  }
}
