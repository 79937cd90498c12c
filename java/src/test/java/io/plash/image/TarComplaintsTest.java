package io.plash.image;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.plash.failure.PlashException;
import io.plash.program.Tool;
import io.plash.terminal.Progress;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TarComplaintsTest {
  private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

  @Test
  void of_archiveThatIsUnpacked_isEmpty() throws PlashException {
    assertEquals(List.of(), complaints(0, "tar: Removing leading `/' from member names\n"));
  }

  @Test
  void of_deviceNodesAndLinksToThem_reportsThemInOneLineAndIsEmpty() throws PlashException {
    assertEquals(List.of(), complaints(2, "/usr/bin/tar: dev/null: Cannot mknod: Operation not permitted\n"
        + "/usr/bin/tar: dev/zero: Cannot hard link to 'dev/null': No such file or directory\n"
        + "/usr/bin/tar: Exiting with failure status due to previous errors\n"));
    assertEquals("plash: ignoring dev file: dev/null (Operation not permitted), and 1 more\n",
        printed.toString(StandardCharsets.UTF_8));
  }

  @Test
  void of_hardLinkToSomethingElse_isAComplaint() throws PlashException {
    String line = "b: Cannot hard link to 'a': No such file or directory";
    assertEquals(List.of(line), complaints(2, "tar: " + line + "\n"));
  }

  @Test
  void of_failureWithoutAWord_isTheStatus() throws PlashException {
    assertEquals(List.of("tar ended with status 137"), complaints(137, ""));
  }

  private List<String> complaints(int status, String errors) throws PlashException {
    PrintStream messages = new PrintStream(printed, true, StandardCharsets.UTF_8);
    return new TarComplaints(Progress.of(Map.of(), messages, columns -> () -> columns))
        .of(new Tool.Result(status, "", errors));
  }
}
