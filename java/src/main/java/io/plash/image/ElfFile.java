package io.plash.image;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** The one question asked of an ELF file, elf(5): does it need a dynamic loader. */
final class ElfFile {
  private static final int PT_INTERP = 3;
  private static final byte CLASS_64 = 2;
  private static final byte LITTLE_ENDIAN = 1;

  private ElfFile() {}

  /** Whether a program header names an interpreter; false for what is no ELF file at all. */
  static boolean isDynamic(byte[] content) {
    if (content.length < 64 || content[0] != 0x7f || content[1] != 'E') {
      return false;
    }
    ByteBuffer elf = ByteBuffer.wrap(content);
    elf.order(content[5] == LITTLE_ENDIAN ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
    boolean wide = content[4] == CLASS_64;
    long table = wide ? elf.getLong(32) : elf.getInt(28);
    int size = elf.getShort(wide ? 54 : 42);
    int count = elf.getShort(wide ? 56 : 44);
    for (int i = 0; i < count; i++) {
      long at = table + (long) i * size;
      if (at + 4 > content.length) {
        return false;
      }
      if (elf.getInt((int) at) == PT_INTERP) {
        return true;
      }
    }
    return false;
  }
}
