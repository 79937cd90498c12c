package io.plash.cmd;

import io.plash.doctor.Examination;
import io.plash.doctor.Finding;
import io.plash.doctor.Machine;
import io.plash.failure.PlashException;
import io.plash.host.IdOwner;
import io.plash.store.DataPaths;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/**
 * Checks the machine for lib/doctor.sh: prints a line for each finding, its fields separated by the character 037.
 * Without PLASH_DATA there is no data directory to look at.
 */
final class DoctorCommand implements Worker {
  private static final String SEPARATOR = "\037";

  @Override
  public void run(Invocation invocation) throws PlashException {
    Optional<DataPaths> data = Optional.ofNullable(invocation.environment().get("PLASH_DATA"))
        .map(root -> new DataPaths(Path.of(root)));
    for (Finding finding : Examination.of(new Machine(invocation.environment(), IdOwner.self(), data)).findings()) {
      String[] fields = {
        finding.status().name().toLowerCase(Locale.ROOT), finding.name(), finding.found(), finding.effect(),
        finding.fix(),
      };
      StringBuilder line = new StringBuilder();
      for (String field : fields) {
        line.append(line.isEmpty() ? "" : SEPARATOR).append(field.replaceAll("\\p{Cntrl}", "?"));
      }
      invocation.results().println(line);
    }
  }
}
