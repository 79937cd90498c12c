package io.plash.host;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** Reads from the beginning of an ELF file where it can be started, see elf(5). */
public final class ElfFile {
  private static final int HEADER_BYTES = 64;
  private static final int PT_INTERP = 3;
  private static final byte CLASS_64 = 2;
  private static final byte LITTLE_ENDIAN = 1;

  private ElfFile() {}

  /** Tells whether a program header names a dynamic loader. Content that is no ELF file has none. */
  public static boolean isDynamic(byte[] content) {
    return interpreterHeader(content) >= 0;
  }

  /** Returns the path of the dynamic loader, or nothing when there is none or {@code content} ends before it. */
  public static String interpreter(byte[] content) {
    int header = interpreterHeader(content);
    boolean wide = header >= 0 && content[4] == CLASS_64;
    if (header < 0 || header + (wide ? 40 : 20) > content.length) {
      return "";
    }
    ByteBuffer elf = ordered(content);
    long start = wide ? elf.getLong(header + 8) : elf.getInt(header + 4);
    long size = wide ? elf.getLong(header + 32) : elf.getInt(header + 16);
    if (start < 0 || size < 1 || start > content.length || size > content.length - start) {
      return "";
    }
    return new String(content, (int) start, (int) size - 1, StandardCharsets.ISO_8859_1); // a NUL ends it
  }

  /** Returns the machine that the file is for, as uname(1) names common ones, or nothing for no ELF file. */
  public static String machine(byte[] content) {
    if (!isElf(content)) {
      return "";
    }
    boolean wide = content[4] == CLASS_64;
    int number = ordered(content).getShort(18) & 0xffff;
    String bits = wide ? "64" : "32";
    return switch (number) {
      case 3 -> "i686";
      case 8 -> "mips" + bits;
      case 20 -> "ppc";
      case 21 -> content[5] == LITTLE_ENDIAN ? "ppc64le" : "ppc64";
      case 22 -> "s390x";
      case 40 -> "arm";
      case 62 -> "x86_64";
      case 183 -> "aarch64";
      case 243 -> "riscv" + bits;
      case 258 -> "loongarch" + bits;
      default -> "ELF machine " + number;
    };
  }

  private static boolean isElf(byte[] content) {
    return content.length >= HEADER_BYTES && content[0] == 0x7f && content[1] == 'E';
  }

  private static ByteBuffer ordered(byte[] content) {
    ByteBuffer elf = ByteBuffer.wrap(content);
    return elf.order(content[5] == LITTLE_ENDIAN ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
  }

  // Returns the position of the program header of the loader, or -1.
  private static int interpreterHeader(byte[] content) {
    if (!isElf(content)) {
      return -1;
    }
    ByteBuffer elf = ordered(content);
    boolean wide = content[4] == CLASS_64;
    long table = wide ? elf.getLong(32) : elf.getInt(28);
    int size = elf.getShort(wide ? 54 : 42);
    int count = elf.getShort(wide ? 56 : 44);
    for (int i = 0; i < count; i++) {
      long at = table + (long) i * size;
      if (at < 0 || at + 4 > content.length) {
        return -1;
      }
      if (elf.getInt((int) at) == PT_INTERP) {
        return (int) at;
      }
    }
    return -1;
  }
}
