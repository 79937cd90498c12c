package io.plash.launch;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.plash.imageconfig.ImageConfig;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class ImageProfileTest {
  private static String run(ImageConfig config, String command) throws Exception {
    ProcessBuilder shell = new ProcessBuilder("sh", "-c", ImageProfile.text(config) + command);
    Process process = shell.redirectError(ProcessBuilder.Redirect.INHERIT).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, process.waitFor());
    return output;
  }

  private static ImageConfig with(String directory, String... environment) {
    return new ImageConfig(List.of(environment), directory, List.of(), List.of());
  }

  @Test
  void text_ofNothing_isEmpty() {
    assertEquals("", ImageProfile.text(ImageConfig.NONE));
  }

  @Test
  void text_variables_areExportedAsTheyAre() throws Exception {
    String odd = "it's \"$x\" `y`\n\\ *";
    assertEquals(odd + "\n\n", run(with("", "A=" + odd, "B="), "printenv A B"));
  }

  @Test
  void text_namesThatAShellCanNotSet_areLeftOut() {
    String[] names = {"a.b=1", "=1", "a", "1a=1", "IFS=1", "UID=1", "_=1", "BASH_ENV=1", "PWD=1", "a b=1", ""};
    assertEquals("", ImageProfile.text(with("", names)));
  }

  @Test
  void text_workingDirectory_isEnteredIfItIsThere() throws Exception {
    assertEquals("/usr\n", run(with("/usr"), "pwd"));
    assertEquals("fine\n", run(with("/not/there"), "echo fine"));
    assertEquals("", ImageProfile.text(with("relative")));
  }
}
