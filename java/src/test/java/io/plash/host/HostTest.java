package io.plash.host;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HostTest {
  @ParameterizedTest
  @CsvSource({"x86_64,amd64", "aarch64,arm64", "armv7l,armhf", "i686,i386", "ppc64le,ppc64el", "s390x,s390x",
      "riscv64,riscv64", "loongarch64,loong64"})
  void architecture_ofUname_isDebians(String machine, String architecture) {
    assertEquals(architecture, Host.architecture(machine));
  }
}
