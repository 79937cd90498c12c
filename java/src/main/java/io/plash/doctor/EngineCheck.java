package io.plash.doctor;

import io.plash.doctor.Finding.Status;
import io.plash.engine.EngineSocket;
import io.plash.failure.PlashException;
import java.util.List;

/** Looks for the socket of docker or podman; nothing is asked there. */
final class EngineCheck implements Check {
  private static final String NAME = "docker";

  private final Machine machine;

  EngineCheck(Machine machine) {
    this.machine = machine;
  }

  @Override
  public List<Finding> findings() {
    String remedy = "engine-fails";
    try {
      if (EngineSocket.find(machine.environment(), machine.user().uid()).isEmpty()) {
        remedy = "no-engine";
      }
      EngineSocket socket = EngineSocket.choose(machine.environment(), machine.user().uid());
      socket.requireThere();
      return List.of(Finding.ok(NAME, socket.path().toString()));
    } catch (PlashException e) {
      return List.of(Finding.of(NAME, Status.LIMITED, e, machine.remedy(remedy).effect()));
    }
  }
}
