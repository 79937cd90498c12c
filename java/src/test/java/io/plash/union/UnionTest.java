package io.plash.union;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.plash.Reference;
import io.plash.failure.PlashException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Ways to unite layers, and their words, which the shell reads. */
class UnionTest {
  @TempDir Path folder;

  @Test
  void word_ofThePlainWay_isEmpty() {
    assertEquals("", Union.PLAIN.word());
    assertEquals(Union.PLAIN, Union.parse(""));
  }

  @ParameterizedTest
  @EnumSource(UnionKind.class)
  void word_ofEachKind_isReadByJavaAndByTheShell(UnionKind kind) throws Exception {
    Union union = new Union(kind, true, WhiteoutForm.ATTRIBUTE);
    assertEquals(union, Union.parse(union.word()));

    String script = """
        . %s
        union_read %s
        echo "$union_kind" "$union_changes" "$union_whiteouts"
        """.formatted(Reference.project("libexec/plash/lib/union.sh"), union.word());
    assertEquals(List.of(kind.label() + " tmpfs attribute"), Reference.shell(folder, script));
  }

  @ParameterizedTest
  @EnumSource(UnionKind.class)
  void reads_theFormThatAllHave_always(UnionKind kind) {
    assertTrue(new Union(kind, false, WhiteoutForm.DEVICE).reads("device"));
  }

  @ParameterizedTest
  @EnumSource(UnionKind.class)
  void reads_otherForms_asTheShellDoes(UnionKind kind) throws Exception {
    for (String form : List.of("attribute", "name")) {
      Union union = new Union(kind, true, WhiteoutForm.DEVICE);
      String script = """
          PLASH_LIBEXEC=%s
          . "$PLASH_LIBEXEC/lib/base.sh"
          . "$PLASH_LIBEXEC/lib/namespaces.sh"
          plan_whiteouts=%s namespaces_union=%s
          (union_reads_or_die) 2>/dev/null && echo true || echo false
          """.formatted(Reference.project("libexec/plash"), form, union.word());
      assertEquals(List.of(String.valueOf(union.reads(form))), Reference.shell(folder, script));
    }
  }

  @Test
  void taste_thatIsEmptyOrAuto_isAllKinds() throws Exception {
    assertEquals(List.of(UnionKind.values()), UnionTaste.of("").kinds());
    assertEquals(List.of(UnionKind.values()), UnionTaste.of("auto").kinds());
    assertTrue(UnionTaste.of("auto").named().isEmpty());
  }

  @Test
  void taste_ofTheNameOf2018_isUnionfsFuse() throws Exception {
    assertEquals(List.of(UnionKind.UNIONFS_FUSE), UnionTaste.of("unionfs").kinds());
  }

  @Test
  void taste_thatNobodyKnows_isRefusedWithThoseThatAreKnown() throws Exception {
    Path file = Files.writeString(folder.resolve("taste"), "aufs\n");
    PlashException failure = assertThrows(PlashException.class, () -> UnionTaste.read(file));
    assertEquals("unexpected union taste: aufs", failure.getMessage());
    assertTrue(failure.hint().contains("auto, overlay, fuse-overlayfs, unionfs-fuse"));
    assertFalse(failure.hint().isEmpty());
  }
}
