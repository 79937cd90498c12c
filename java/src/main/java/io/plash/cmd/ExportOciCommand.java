package io.plash.cmd;

import io.plash.failure.PlashException;
import io.plash.oci.LayoutName;
import io.plash.value.ContainerId;

/** Worker with the arguments CONTAINER IMAGE: writes the image and prints its name with its digest. */
final class ExportOciCommand implements Worker {
  @Override
  public void run(Invocation invocation) throws PlashException {
    ContainerId container = ContainerId.parseRunnable(invocation.argument(0));
    LayoutName name = LayoutName.parse(invocation.argument(1));
    OciExport export = new OciExport(invocation.context());
    invocation.results().println(name.at(export.write(container, invocation.path(name.directory()), name.tag())));
  }
}
