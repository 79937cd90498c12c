package io.plash.doctor;

import java.util.ArrayList;
import java.util.List;

/** All checks of a machine that the shell leaves to Java. */
public final class Examination {
  private final List<Check> checks;

  private Examination(List<Check> checks) {
    this.checks = checks;
  }

  /** Returns the checks of {@code machine}. */
  public static Examination of(Machine machine) {
    NamespaceCheck namespaces = new NamespaceCheck(machine);
    return new Examination(List.of(
        new IdRangeCheck(machine), namespaces, new DataDirectoryCheck(machine),
        new UnionCheck(machine, namespaces), new LeftoverCheck(machine), new EngineCheck(machine)));
  }

  /** Does them, one after the other. */
  public List<Finding> findings() {
    List<Finding> findings = new ArrayList<>(List.of(java()));
    checks.forEach(check -> findings.addAll(check.findings()));
    return findings;
  }

  private static Finding java() {
    return Finding.ok("java", "Java " + System.getProperty("java.version") + " in " + System.getProperty("java.home"));
  }
}
