package io.plash.image;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.plash.program.Tool;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class TarComplaintsTest {
  private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

  @Test
  void of_archiveThatIsUnpacked_isEmpty() {
    assertEquals(List.of(), complaints(0, "tar: Removing leading `/' from member names\n"));
  }

  @Test
  void of_deviceNodesAndLinksToThem_reportsThemAndIsEmpty() {
    assertEquals(List.of(), complaints(2, "/usr/bin/tar: dev/null: Cannot mknod: Operation not permitted\n"
        + "/usr/bin/tar: dev/zero: Cannot hard link to 'dev/null': No such file or directory\n"
        + "/usr/bin/tar: Exiting with failure status due to previous errors\n"));
    assertEquals("plash: ignoring dev file: dev/null (Operation not permitted)\n"
        + "plash: ignoring dev file: dev/zero (a hard link to one)\n", printed.toString(StandardCharsets.UTF_8));
  }

  @Test
  void of_hardLinkToSomethingElse_isAComplaint() {
    String line = "b: Cannot hard link to 'a': No such file or directory";
    assertEquals(List.of(line), complaints(2, "tar: " + line + "\n"));
  }

  @Test
  void of_failureWithoutAWord_isTheStatus() {
    assertEquals(List.of("tar ended with status 137"), complaints(137, ""));
  }

  private List<String> complaints(int status, String errors) {
    PrintStream messages = new PrintStream(printed, true, StandardCharsets.UTF_8);
    return new TarComplaints(messages).of(new Tool.Result(status, "", errors));
  }
}
