package io.plash.doctor;

import io.plash.doctor.Finding.Status;
import io.plash.failure.PlashException;
import io.plash.host.IdOwner;
import io.plash.host.IdRanges;
import java.util.List;

/** Looks at the ranges of ids that /etc/subuid and /etc/subgid give to an ordinary user. */
final class IdRangeCheck implements Check {
  private final Machine machine;

  IdRangeCheck(Machine machine) {
    this.machine = machine;
  }

  @Override
  public List<Finding> findings() {
    return machine.user().uid() == 0 ? List.of() : List.of(finding("subuid"), finding("subgid"));
  }

  private Finding finding(String file) {
    IdOwner user = machine.user();
    try {
      IdRanges ranges = user.ranges(file);
      if (ranges.count() == 0) {
        String found = "/etc/" + file + " gives no ids to " + user.name();
        return Finding.limited(file, found, user.noRange(machine.environment()));
      }
      if (!ranges.shared().isEmpty()) {
        return overlapping(file, ranges);
      }
      if (ranges.count() < IdRanges.WANTED) {
        String found = ranges.count() + " ids of " + IdRanges.WANTED + " that containers may want";
        return Finding.limited(file, found,
            machine.remedy("short-range", "file", file, "range", user.free().toString(), "user", user.name()));
      }
      return Finding.ok(file, ranges.count() + " ids from " + ranges.ranges().get(0).first() + " on");
    } catch (PlashException e) {
      return Finding.of(file, Status.LIMITED, e, machine.remedy("own-id").effect());
    }
  }

  private Finding overlapping(String file, IdRanges ranges) throws PlashException {
    String own = ranges.ranges().get(0).toString();
    String found = "your ids " + own + " are also in " + String.join(", ", ranges.shared());
    return Finding.limited(file, found, machine.remedy("overlapping-range", "file", file, "own", own,
        "range", machine.user().free().toString(), "user", machine.user().name()));
  }
}
