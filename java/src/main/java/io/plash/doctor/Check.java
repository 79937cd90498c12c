package io.plash.doctor;

import java.util.List;

/** Looks at one subject of the machine and changes nothing. */
interface Check {
  /** Returns a finding for each thing that it looks at; what cannot be looked at is a finding too. */
  List<Finding> findings();
}
